"""What people write above a column, in English and in German, and the field that it means."""

from __future__ import annotations

import re

BODY = "body"
PRICE = "offerings.price"
STATUS = "status"
_INNER = re.compile(r"custom field \((.+)\)", re.IGNORECASE)
_BRACKETS = re.compile(r"[(\[]([^)\]]*)[)\]]")
_CAMEL = re.compile(r"(?<=[a-zäöüß])(?=[A-ZÄÖÜ])")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_SYSTEM = re.compile(r"^[ux]_|\.(name|display_value|email|title)$")


def _table(text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Lines of `meaning: word, word`; an indented line goes on with the last."""
    rows: list[tuple[str, tuple[str, ...]]] = []
    for line in text.strip("\n").split("\n"):
        meaning, _, listed = line.partition(":") if not line.startswith(" ") else ("", "", line)
        words = tuple(word.strip() for word in listed.split(",") if word.strip())
        if meaning:
            rows.append((meaning, words))
        else:
            rows[-1] = (rows[-1][0], rows[-1][1] + words)
    return tuple(rows)


MEANINGS = _table("""
title: name, title, titel, headline, ueberschrift, service, dienst, dienstname, dienst name,
  leistung, bezeichnung, display name, anzeigename, heading, issue, team, teamname, case study,
  project, projekt, subject, betreff
summary: short description, kurzbeschreibung, excerpt, lead, teaser, abstract, subtitle, tagline,
  zusammenfassung, kurztext, untertitel, anriss, in one sentence, in einem satz
body: text, content, inhalt, full description, long description, detailed description, details,
  langbeschreibung, ausfuehrliche beschreibung, message, article, artikel, beschreibungstext
summary|body: description, beschreibung
owner: service owner, owned by, verantwortlich, verantwortliche, verantwortlicher, eigentuemer,
  besitzer, responsible, responsible team, team responsible, business owner, owning team,
  owner group, service manager, zustaendig, zustaendigkeit, managed by, component lead
owner|support_contact: support group, assignment group, support team
backup_owner: deputy, stellvertretung, vertretung, backup, secondary owner, delegate
category: kategorie, service category, category name, parent category, rubrik, bereich
lifecycle|status: state, lifecycle stage, lifecycle status, life cycle, phase, zustand,
  betriebsstatus, operational status, portfolio status, lebenszyklus
status: published, publication status, moderation status, approval status, freigabestatus
get_started: request form, order, order here, how to get it, how to request, how to order,
  bestellung, bestellformular, antrag, antragsformular, beantragen, formular, request,
  request link, request url, zugang, access, self service
get_started|links: url, link, website, homepage, webseite, web address, web page, portal, page
links: more information, documentation, documentation link, dokumentation, weitere infos
get_started.lead_time: delivery time, lieferzeit, bereitstellungszeit, lead time, dauer,
  fulfilment time, fulfillment time, turnaround, vorlaufzeit
support_contact|contact: contact email, support email, email, mail, kontakt, hotline, support,
  ansprechpartner, ansprechpartnerin, service desk, contact address, kontakt email, phone,
  telefon, kontaktadresse, group email, team email
service_levels.hours: service hours, support hours, servicezeiten, hours, zeiten, opening hours,
  oeffnungszeiten, supportzeiten, betriebszeit
service_levels.availability: availability, verfuegbarkeit, uptime
service_levels.response: response time, reaktionszeit, response
service_levels.resolution: resolution time, loesungszeit, resolution, wiederherstellungszeit
service_levels: sla, service level, service levels, service level agreement
offerings.price: price, cost, costs, fee, charge, preis, kosten, gebuehr, entgelt, rate,
  price model, pricing
included: what is included, features, leistungsumfang, enthalten, inklusive, scope
not_included: excluded, not included, exclusions, nicht enthalten, out of scope
requirements: prerequisites, voraussetzungen, requirement, preconditions, voraussetzung
outcome: benefit, benefits, nutzen, value, value proposition, ergebnis, result, mehrwert
strategic_value: strategic goal, strategy, strategisches ziel, business value
customers: clients, users, kunden, customer, customer groups, consumers, nutzer, kunde
customer: client, kunde, customer name
suppliers: supplier, vendor, vendors, provider, lieferant, lieferanten, hersteller, dienstleister
depends_on: dependencies, dependency, abhaengigkeiten, abhaengig von, depends on services
related: related services, see also, verwandte dienste, siehe auch
replaced_by: replacement, successor, nachfolger, ersetzt durch, nachfolge
retires_on: retirement date, end of life, end of service, eol, abkuendigung, auslaufdatum
instead_of: replaces, alternative to, ersetzt
audience: target audience, target group, zielgruppe, zielgruppen, available to, for whom
also_known_as: aliases, alias, synonyms, also known as, alternative names, aka, alte namen,
  synonyme, acronym, abkuerzung, former name, frueherer name
tags: tag, keywords, keyword, schlagwort, schlagwoerter, schlagworte, stichworte, labels, topics
review_by: review date, next review, next review date, naechste pruefung, ueberpruefung
date: published on, publish date, publication date, published date, datum, article start date,
  created, created on, sys created on, erstellt, erstellt am, veroeffentlicht am, posted,
  veroeffentlichungsdatum, send date, versanddatum, resolved
publish_on: publish from, visible from, veroeffentlichen ab, start date, startdatum
expires_on: expires, expiry date, expiration date, ablaufdatum, gueltig bis, end date, enddatum
updated: modified, last modified, changed, updated on, last updated, geaendert, geaendert am,
  sys updated on, letzte aenderung, zuletzt geaendert
authors: author, autor, autorin, autoren, verfasser, written by, created by, erstellt von,
  creator, reporter, byline
purpose: mission, zweck, aufgabe, aufgaben, auftrag, about
members: people, staff, mitglieder, mitarbeitende, personen, group members
leader: lead, team lead, leitung, teamleitung, manager, head, group manager, teamleiter
problem: challenge, ausgangslage, herausforderung, situation, before, vorher
solution: approach, loesung, what we did, vorgehen, umsetzung
results: figures, measures, kennzahlen, ergebnisse, metrics
quote: testimonial, zitat, customer quote, kundenstimme
services: used services, genutzte dienste, affected services
preheader: preview text, vorschautext
number: nr, no, nummer, issue number, ausgabe
lang: language, sprache
""")
"""Fields in the order in which they are tried, and headings that mean them."""

_STAGES = _table("""
exploring: pipeline, planned, proposed, in development, development, idea, concept, design,
  evaluation, pilot, geplant, in planung, planung, in entwicklung, entwicklung, idee, konzept,
  in vorbereitung, definition, requirements, coming soon, exploring, being explored, in erprobung,
  under evaluation, beta, new
on-shelf: on shelf, ready, approved, on the shelf, bereit, freigegeben, auf abruf
live: live, production, operational, active, in production, in use, available, deployed, running,
  in operation, aktiv, produktiv, in betrieb, verfuegbar, produktion, catalog, catalogue,
  published, in service, ga, generally available, im einsatz
paused: paused, on hold, suspended, pausiert, ausgesetzt, angehalten, inactive, inaktiv
retiring: retiring, deprecated, phase out, phasing out, sunset, being retired, to be retired,
  auslaufend, laeuft aus, wird abgeloest, wird eingestellt, in abloesung, end of life, legacy
retired: retired, decommissioned, closed, discontinued, abgeschaltet, eingestellt, ausser betrieb,
  obsolete, archived, abgeloest, stillgelegt, removed, withdrawn
""")
LIFECYCLES: dict[str, str] = {word: stage for stage, words in _STAGES for word in words}
"""How other tools call the stages of a service."""

_ANSWERS = dict(
    _table("""
draft: draft, entwurf, pending, unpublished, in review, ausstehend, in progress
published: published, approved, final, veroeffentlicht, freigegeben, genehmigt, released, live, done
yes: yes, true, ja, wahr, 1, y, x, j, on
no: no, false, nein, falsch, 0, n, off
""")
)
DRAFTS = frozenset(_ANSWERS["draft"])
PUBLISHED = frozenset(_ANSWERS["published"])
YES = frozenset(_ANSWERS["yes"])
NO = frozenset(_ANSWERS["no"])


def plain_word(text: str) -> str:
    """A heading or a value in small letters, without marks: `u_Service-Owner *` → `service owner`.

    Umlauts are spelled out.
    """
    inner = _INNER.fullmatch(text.strip())
    name = _SYSTEM.sub("", (inner[1] if inner else text).strip())
    name = _BRACKETS.sub(" ", name) if _BRACKETS.sub("", name).strip() else name
    spaced = _CAMEL.sub(" ", name).casefold().translate(_UMLAUTS)
    return " ".join(re.findall(r"[^\W_]+", spaced.replace("e-mail", "email")))


def unit_of(heading: str) -> str:
    """What stands in brackets behind a heading: `Price (EUR/month)` → `EUR/month`."""
    found = _BRACKETS.search(heading) if not _INNER.fullmatch(heading) else None
    return found[1].strip() if found else ""
