// What scripts add: countdowns that run, and a check-in one screen at a time. Everything works without them.
'use strict';

// "in 5 h 12 min", rounded up, so that nobody comes too early.
function left(seconds) {
  const minutes = Math.max(0, Math.ceil(seconds / 60));
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  const rest = minutes % 60;
  const format = (n, unit) => new Intl.NumberFormat(document.documentElement.lang, { style: 'unit', unit, unitDisplay: 'short' }).format(n);
  if (days > 1) return format(Math.ceil(minutes / 1440), 'day');
  if (hours > 0 || days > 0) return `${format(days * 24 + hours, 'hour')} ${format(rest, 'minute')}`;
  return format(rest, 'minute');
}

function count() {
  for (const it of document.querySelectorAll('[data-until]')) {
    const seconds = (Date.parse(it.dataset.until) - Date.now()) / 1000;
    if (seconds > 0) it.textContent = left(seconds);
  }
}

if (document.querySelector('[data-until]')) {
  count();
  setInterval(count, 30000);
}

// One group at a time: "none of these" and a sign exclude each other.
for (const none of document.querySelectorAll('input[name="none"]')) {
  const others = [...none.closest('fieldset').querySelectorAll('input[type="checkbox"]')].filter((it) => it !== none);
  none.addEventListener('change', () => { if (none.checked) others.forEach((it) => { it.checked = false; }); });
  others.forEach((it) => it.addEventListener('change', () => { if (it.checked) none.checked = false; }));
}

// The check-in: one screen after the other. All of them stay in the one form, so that going back loses nothing.
for (const form of document.querySelectorAll('form.steps')) {
  const steps = [...form.querySelectorAll('.step')];
  const send = form.querySelector('button[type="submit"]');
  const row = document.createElement('p');
  row.className = 'actions';
  const button = (text, to) => {
    const it = document.createElement('button');
    it.type = 'button';
    it.className = 'button';
    it.textContent = text;
    it.addEventListener('click', () => show(now + to));
    return it;
  };
  const back = button(form.dataset.back, -1);
  const next = button(form.dataset.next, 1);
  next.classList.add('primary');
  row.append(next, back);
  send.before(row);
  let now = 0;
  const show = (step) => {
    now = step;
    steps.forEach((it, index) => { it.hidden = index !== now; });
    back.hidden = now === 0;
    next.hidden = now === steps.length - 1;
    send.hidden = now !== steps.length - 1;
    if (step > 0 || document.activeElement === back) {
      const first = steps[now].querySelector('legend, h2');
      first.tabIndex = -1;
      first.focus();
    }
    window.scrollTo(0, 0);
  };
  show(0);
}
