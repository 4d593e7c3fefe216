//! The person's own products: paste a label, see what is in it and when it may be used.

use afterglow_core::document::printable;
use afterglow_store::{FactId, Kind, NewFact, Records, standing};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Extension, Router};
use serde_json::json;

use super::{Frame, care_card, page, to};
use crate::app::App;
use crate::fault::Fault;
use crate::forms::Form;
use crate::guard::Token;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/products", get(list).post(add)).route("/products/{fact}/remove", post(remove))
}

#[derive(Template)]
#[template(path = "products.html")]
struct Products<'a> {
    f: Frame<'a>,
    warning: Option<care_card::Summary>,
    products: Vec<Product>,
}

struct Product {
    fact: String,
    name: String,
    answer_id: &'static str,
    answer: String,
    why: Vec<(String, String)>,
    unknown: String,
}

async fn list(State(app): State<App>, Extension(token): Extension<Token>) -> Result<Response, Fault> {
    let loaded = app.load().await?;
    let (now, w) = (app.now(), app.wording());
    let labels = app.labels(&loaded.case, now);
    let facts = standing(&loaded.facts).into_iter().filter(|fact| fact.kind == Kind::Product);
    let products = facts.zip(&labels.products).map(|(fact, product)| {
        let why = product.findings.iter().map(|finding| {
            (printable(&finding.seen.join(", ")), w.finding(app.protocol(), &finding.rule.id))
        });
        Product {
            fact: fact.id.to_string(),
            name: printable(&product.name),
            answer_id: product.answer.id(),
            answer: w.product(product, Some(now), labels.zone.as_ref()),
            why: why.collect(),
            unknown: printable(&product.reading.unknown.join("; ")),
        }
    });
    let f = Frame::new(&app, Some(&loaded.case), &token, "products", w.plain("section-products"));
    let products = products.collect();
    let warning = care_card::summary(&app, &loaded.case, now);
    page(&Products { f: f.sized(&loaded.facts), warning, products })
}

async fn add(State(app): State<App>, form: Form) -> Result<Response, Fault> {
    let loaded = app.load().await?;
    let name = form.get("name").map_or_else(|| app.wording().plain("app-product-unnamed"), str::to_owned);
    let Some(label) = form.get("label") else { return Ok(to("/products")) };
    let body = json!({ "name": name, "label": label });
    app.store().record(loaded.person, vec![NewFact::new(Kind::Product, body)], None, app.now()).await?;
    Ok(to("/products"))
}

async fn remove(State(app): State<App>, Path(fact): Path<String>, _: Form) -> Result<Response, Fault> {
    let loaded = app.load().await?;
    let id: FactId = fact.parse().map_err(|_| Fault::NotFound)?;
    let known = standing(&loaded.facts).into_iter().any(|fact| fact.id == id && fact.kind == Kind::Product);
    if !known {
        return Err(Fault::NotFound);
    }
    let gone = NewFact::withdrawal(Kind::Product, id);
    app.store().record(loaded.person, vec![gone], None, app.now()).await?;
    Ok(to("/products"))
}
