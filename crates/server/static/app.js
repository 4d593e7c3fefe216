// What scripts add: countdowns that run, and a check-in that is kept with every tick. Everything works without them.
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
for (const none of document.querySelectorAll('input[type="checkbox"][name="none"]')) {
  const others = [...none.closest('fieldset').querySelectorAll('input[type="checkbox"]')].filter((it) => it !== none);
  none.addEventListener('change', () => { if (none.checked) others.forEach((it) => { it.checked = false; }); });
  others.forEach((it) => it.addEventListener('change', () => { if (it.checked) none.checked = false; }));
}

// A check-in that was begun is kept by the program while the window is open, and when it closes.
for (const form of document.querySelectorAll('form.check-in')) {
  let isSent = false;
  const keep = () => {
    if (isSent) return;
    const fields = new URLSearchParams(new FormData(form));
    fields.set('go', 'keep');
    fetch(form.action, { method: 'POST', body: fields, keepalive: true }).catch(() => {});
  };
  form.addEventListener('submit', () => { isSent = true; });
  form.addEventListener('change', keep);
  document.addEventListener('visibilitychange', () => { if (document.hidden) keep(); });
  // Somebody came back to a page that the browser had put aside.
  window.addEventListener('pageshow', () => { isSent = false; });
}

// Where the computer does not tell its zone, the browser often does.
for (const zone of document.querySelectorAll('#zone')) {
  if (zone.value === '') zone.value = new Intl.DateTimeFormat().resolvedOptions().timeZone ?? '';
}
