"""Small sites that the example is not: in German, at the extremes, and from right to left."""

GERMAN_SETTINGS = """
title: Rechenzentrum der Hochschule Rabenau
url: https://rz.rabenau.example/
description: Was das Rechenzentrum für Sie tut, was es kostet und wie lange es dauert.
lang: de
timezone: Europe/Berlin
navigation:
  - {label: Dienste, url: /services/}
  - {label: Erfahrungen, url: /case-studies/}
  - {label: Rundbriefe, url: /newsletters/}
  - {label: Aktuelles, url: /news/}
categories:
  - {id: daten, title: Daten und Speicher, summary: Ablegen und wiederfinden., order: 1}
  - {id: geraete, title: Geräte, order: 2}
sections:
  - {folder: anleitungen, title: Anleitungen, summary: Schritt für Schritt., feed: true}
newsletter:
  unsubscribe: "mailto:rz@rabenau.example?subject=abmelden"
links:
  feedback: mailto:rz@rabenau.example
"""

GERMAN = """
-- content/index.md --
---
title: Was brauchen Sie?
summary: Speicher, Geräte und Menschen, die sich auskennen.
---
Das Rechenzentrum hilft montags bis freitags.

-- content/ueber-uns.md --
---
title: Über uns
redirect_from: [/impressum/]
---
## Öffnungszeiten

Werktags von 8 bis 18 Uhr.

-- content/services/speicher.md --
---
title: Forschungsdatenspeicher
summary: Daten eines Projekts an einem Ort, jede Nacht gesichert.
category: daten
lifecycle: live
outcome: Ihr Projekt hat 20 TB an einem Ort und teilt sie mit Gästen.
owner: teams/infrastruktur
audience: [Forschende, Beschäftigte]
tags: [Datenschutz]
get_started:
  label: Ordner beantragen
  url: https://formulare.rabenau.example/speicher
  lead_time: zwei Arbeitstage
support_contact: speicher@rabenau.example
service_levels:
  hours: Werktags 8 bis 18 Uhr
  availability: {target: 99.5, unit: percent}
  response: {target: 4, unit: hours, clock: business}
offerings:
  - id: klein
    title: Klein
    for_whom: Eine Abschlussarbeit
    price: {type: fixed, amount: 300, period: year}
  - id: mittel
    title: Mittel
    for_whom: Ein Projekt
    price: {type: fixed, amount: 1250.5, period: year}
  - id: gross
    title: Groß
    price: {type: quote}
    included: [Ein Ansprechpartner]
not_included: [Veröffentlichung von Daten]
changes:
  - {date: 2026-10-01, what: price, text: Klein kostet ein Drittel weniger, from: 450, to: 300}
review_by: 2027-05-01
---
Wie viel Sie brauchen, wissen Sie nach zwölf Monaten.

-- content/services/fax.md --
---
title: Fax
category: geraete
lifecycle: retired
retires_on: 2026-03-31
replaced_by: services/speicher
---
Das Fax ist abgeschaltet.

-- content/choices/wohin.md --
---
question: Wohin mit meinen Daten?
alternatives:
  - services/speicher#klein
  - services/speicher#mittel
  - title: Eine Platte im Schrank
    provider: niemand
    facts: {tage: 0}
    fit: {wer.allein: yes, wer.gruppe: no}
horizon_years: 5
musts:
  - id: wer
    question: Wer braucht sie?
    choices: [{id: allein, label: Nur ich}, {id: gruppe, label: Eine Gruppe}]
criteria:
  - {id: life_cycle_cost, label: Kosten in fünf Jahren, better: lower, worst: 8000, best: 0}
  - {id: tage, label: Zeit bis zum Anfang, better: lower, unit: days, worst: 10, best: 0}
consult: teams/infrastruktur
---
Für alle, die Dateien haben.

-- content/case-studies/biologie.md --
---
title: Die Biologie verliert keine Wochenenden mehr
services: [services/speicher]
customer: Biologie
problem: Vier Mikroskope schrieben auf Platten unter dem Tisch.
solution: Eine Sicherung in jeder Nacht.
outcome: Eine verlorene Datei ist nach einer Stunde wieder da.
results:
  - {measure: Zeit bis zur Wiederherstellung, before: 3, after: 0.2, unit: days, source: Aufträge}
quote: {text: Die Platte besitze ich nicht mehr., person: Leiterin des Labors}
what_went_wrong: Der erste Zeitplan begann zu früh.
date: 2026-08-10
---
Angefangen hat es mit einer Liste.

-- content/newsletters/2026-11.md --
---
title: Was Sie vor Weihnachten bestellen sollten
number: 12
date: 2026-11-20
preheader: Letzte Termine für Geräte.
features: [services/speicher, case-studies/biologie]
asks:
  - text: Sagen Sie uns was fehlte
    url: https://formulare.rabenau.example/frage
    effort_minutes: 4
    in_return: Die Liste
give: Bringen Sie alte Geräte vorbei
---
Der letzte Rundbrief des Jahres.

[Die Biologie verliert keine Wochenenden mehr](../case-studies/biologie.md)

-- content/news/2026-11-16-anmeldung.md --
---
title: Warum sich niemand anmelden konnte
summary: Ein Zertifikat war abgelaufen.
tags: [Datenschutz]
---
Es dauerte 47 Minuten.

-- content/ideas/lesesaal.md --
---
title: Strom an jedem Platz im Lesesaal
date: 2026-05-04
from: Ein Student der Geschichte
problem: Nach zwei Stunden suchen alle eine Steckdose.
proposal: Leisten an den Tischen.
status: completed
response: {by: teams/infrastruktur, on: 2026-05-11, text: Seit August hat jeder Tisch vier.}
shipped_in: services/speicher
credit: Ein Student der Geschichte
---

-- content/ideas/drucker.md --
---
title: Ein Drucker für das Obergeschoss
date: 2026-06-04
problem: Der nächste steht zwei Treppen tiefer.
status: declined
response: Die beiden vorhandenen sind zu einem Drittel ausgelastet.
---

-- content/teams/infrastruktur.md --
---
title: Infrastruktur
purpose: Alles läuft, ohne dass jemand daran denkt.
contact: infra@rabenau.example
needs:
  - {text: Früher von Ausfällen hören, measure: Minuten bis zur Meldung, asked_on: 2026-10-20}
---
Neun Menschen.

-- content/anleitungen/einrichten.md --
---
title: Einen Ordner einrichten
date: 2026-09-01
---
1. Anmelden
2. Ordner wählen
"""

WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
LONG = (
    "How eleven departments in four buildings on two campuses moved everything they had ever "
    "written, drawn, measured or recorded to one place without losing a single afternoon"
)
ADDRESS = "https://example.org/" + "a-very-long-path-that-nobody-would-type/" * 4

STRESS_SETTINGS = f"""
title: The Department of Enterprise Architecture and Interdisciplinary Digital Infrastructure
url: https://stress.example/
navigation:
  - {{label: Services, url: /services/}}
  - {{label: {WORD}, url: /news/}}
  - {{label: Newsletters, url: /newsletters/}}
categories:
  - {{id: full, title: "{LONG}", summary: "{WORD}", order: 1}}
  - {{id: empty, title: Nothing here so far, order: 2}}
  - {{id: many, title: Forty of a kind, order: 3}}
audiences: [students, staff]
"""

_OFFERINGS = "\n".join(
    f"  - {{id: o{number}, title: {title}, for_whom: '{whom}', one_time: {number},"
    f" price: {{type: fixed, amount: {number * 1234567}, period: year}},"
    f" facts: {{{fact}: {{value: {number}, unit: {WORD}, source: '{ADDRESS}'}}}}}}"
    for number, title, whom, fact in (
        (1, "Bicycle", "Nobody", "speed"),
        (2, "Chevrolet", LONG, "speed"),
        (3, "Cadillac", WORD, "speed"),
        (4, "Rolls-Royce", "Everybody", "comfort"),
        (5, WORD, "Researchers", "a_fact_with_quite_a_long_name_of_its_own"),
        (6, "Aeroplane", "Pilots", "altitude"),
    )
)

_TEXT = f"""
## {LONG}

{WORD} stands here, and so does [{ADDRESS}]({ADDRESS}), and `{WORD}`.

| {" | ".join(f"column {number}" for number in range(12))} |
|{"---|" * 12}
| {" | ".join(["several words in one cell"] * 11)} | {WORD} |

```
{WORD * 3}
```

> {WORD}

> [!WARNING]
> {WORD}

- {WORD}
  - {WORD}
    - {WORD}

{WORD}
: {LONG}

### {WORD}

## Third part

Text.

## Fourth part

Text with a footnote.[^1]

[^1]: {ADDRESS}
"""

STRESS = (
    f"""
-- content/services/long.md --
---
title: "{LONG}"
summary: "{LONG}"
category: full
lifecycle: retiring
retires_on: 2027-12-31
replaced_by: services/{"-".join(["short"] * 9)}
outcome: "{LONG}"
owner: teams/all
audience: [{WORD}, students, staff, researchers, teachers, visitors, guests, alumni]
tags: ["{WORD}", short]
get_started: {{label: "{LONG}", url: "{ADDRESS}", lead_time: "{LONG}"}}
support_contact: {WORD.lower()}@example.org
service_levels:
  hours: "{LONG}"
  response: {{target: 4, unit: {WORD}, clock: calendar, applies_to: "{LONG}"}}
offerings:
{_OFFERINGS}
included: ["{LONG}", "{WORD}"]
not_included: ["{WORD}"]
requirements: ["{ADDRESS}"]
strategic_value: "{LONG}"
external_outcome: "{WORD}"
customers: ["{WORD}", "{LONG}"]
suppliers: [teams/all]
instead_of: ["{WORD}"]
also_known_as: ["{ADDRESS}"]
related: [services/{"-".join(["short"] * 9)}]
changes:
  - {{date: 2026-10-01, what: price, text: "{LONG}", from: 1234567890, to: "{WORD}"}}
---
{_TEXT}
-- content/services/{"-".join(["short"] * 9)}.md --
x

-- content/services/arabic.md --
---
title: خدمة بالعربية
lang: ar
category: many
lifecycle: live
summary: نص من اليمين إلى اليسار بين نصوص من اليسار إلى اليمين.
---
> [!NOTE]
> نص قصير.

-- content/services/one.md --
---
title: "{WORD}"
category: nowhere
lifecycle: exploring
offerings: [{{id: only, title: "{WORD}", price: "{LONG}"}}]
---
-- content/choices/long.md --
---
question: "{LONG}?"
summary: "{LONG}"
alternatives:
  - services/long#o1
  - services/long#o2
  - services/long#o5
  - title: "{WORD}"
    provider: "{WORD}"
    url: "{ADDRESS}"
    for_whom: "{LONG}"
    price: {{type: none}}
    facts: {{speed: 3-9}}
    fit: {{who.me: {{value: ask, note: "{LONG}", source: "{ADDRESS}"}}, who.us: no}}
horizon_years: 40
musts:
  - id: who
    question: "{LONG}?"
    help: "{WORD}"
    select: many
    choices: [{{id: me, label: "{WORD}"}}, {{id: us, label: "{LONG}"}}]
  - {{id: what, question: "{WORD}?", choices: [{{id: a, label: A}}, {{id: b, label: "{WORD}"}}]}}
  - {{id: why, question: Why?, choices: [{{id: a, label: A}}]}}
criteria:
  - id: speed
    label: "{WORD}"
    matters_if: "{LONG}"
    unit: {WORD}
    worst: 0
    best: 10
    one_better: "{LONG}"
  - {{id: life_cycle_cost, label: "{LONG}", better: lower, worst: 1000000000, best: 0}}
consult: "{WORD}"
---
{_TEXT}
-- content/choices/bare.md --
---
question: What now?
---
-- content/case-studies/long.md --
---
title: "{LONG}"
customer: "{WORD}"
services: [services/long]
problem: "{LONG}"
solution: "{WORD}"
outcome: "{ADDRESS}"
results:
  - {{measure: "{LONG}", before: 1234567890, after: 9876543210, unit: {WORD}, source: "{ADDRESS}"}}
  - "from {WORD} to {WORD}"
quote: {{text: "{LONG} {WORD}", person: "{WORD}", role: "{LONG}"}}
reuse_idea: "{WORD}"
date: 2026-08-10
---
{_TEXT}
-- content/case-studies/bare.md --
---
title: Bare
anonymous: true
---
-- content/newsletters/2026-11.md --
---
title: "{LONG}"
number: 123456
date: 2026-11-20
preheader: "{LONG}"
features: [services/long, case-studies/long]
asks:
  - {{text: "{WORD} {LONG}", url: "{ADDRESS}", effort_minutes: 120, in_return: "{WORD}"}}
give: "{WORD}"
tags: ["{WORD}"]
---
{_TEXT}
[{LONG}](../services/long.md)

[{WORD}](../case-studies/long.md)

-- content/newsletters/2026-10.md --
---
title: Hardly anything
date: 2026-10-20
---
-- content/news/2026-11-16-{WORD}.md --
---
title: {WORD}
summary: {WORD}
---
{_TEXT}
-- content/ideas/long.md --
---
title: "{LONG}"
date: 2026-05-04
from: "{WORD}"
problem: "{LONG} {WORD}"
proposal: "{WORD}"
status: completed
response: {{by: teams/all, on: 2026-05-11, text: "{LONG} {WORD}"}}
shipped_in: services/long
credit: "{WORD}"
tags: ["{WORD}"]
---
{_TEXT}
-- content/ideas/bare.md --
---
title: "{WORD}"
date: 2026-05-04
---
-- content/ideas/same.md --
---
title: Same
date: 2026-05-05
status: duplicate
duplicate_of: ideas/long
---
-- content/teams/all.md --
---
title: "{LONG}"
purpose: "{WORD}"
contact: {WORD.lower()}@example.org
leader: "{WORD}"
members: ["{WORD}", "{LONG}"]
customers: ["{WORD}"]
needs:
  - {{text: "{LONG}", measure: "{WORD}", asked_on: 2026-10-20}}
---
-- content/page.md --
---
title: "{WORD}"
summary: "{LONG}"
authors: ["{WORD}"]
---
{_TEXT}
"""
    + "".join(
        f"-- content/news/2025-{month:02}-{day:02}-note.md --\nNote.\n\n"
        for month in range(1, 11)
        for day in range(1, 8)
    )
    + "".join(
        f"-- content/services/forty-{number:02}.md --\n---\ntitle: Number {number} of forty\n"
        f"category: many\nlifecycle: live\naudience: [staff]\n---\n\n"
        for number in range(1, 41)
    )
)

ARABIC_SETTINGS = """
title: مركز الحوسبة
url: https://markaz.example/
description: ما نقدمه لكم وكم يكلف ومتى يكون جاهزا.
lang: ar
navigation:
  - {label: الخدمات, url: /services/}
  - {label: قصص النجاح, url: /case-studies/}
categories:
  - {id: data, title: البيانات والتخزين, order: 1}
newsletter:
  unsubscribe: "mailto:markaz@markaz.example"
"""

ARABIC = """
-- content/services/storage.md --
---
title: تخزين بيانات البحث
summary: كل بيانات المشروع في مكان واحد.
category: data
lifecycle: retiring
retires_on: 2027-03-31
outcome: لمشروعك 20 TB في مكان واحد تشاركها مع ضيوفك.
owner: teams/infra
audience: [الباحثون]
get_started: {label: اطلب مجلدا, url: "https://forms.markaz.example/", lead_time: يومان}
support_contact: storage@markaz.example
offerings:
  - {id: small, title: صغير, for_whom: رسالة, price: {type: fixed, amount: 300, period: year}}
  - {id: large, title: كبير, for_whom: مشروع, price: {type: quote}}
changes:
  - {date: 2026-10-01, what: price, text: صار الصغير أرخص بالثلث, from: 450, to: 300}
---
## البداية

> [!WARNING]
> اقرأ هذا أولا.

1. سجل الدخول
2. اختر `folder/name`

> اقتباس قصير.

-- content/case-studies/biology.md --
---
title: قسم الأحياء لم يعد يخسر عطلته
customer: الأحياء
services: [services/storage]
problem: أقراص تحت الطاولة.
solution: نسخة كل ليلة.
outcome: يعود الملف بعد ساعة.
results:
  - {measure: زمن الاستعادة, before: 3, after: 0.2, unit: days, source: السجل}
quote: {text: لم أعد أملك القرص., person: مديرة المختبر}
date: 2026-08-10
---
بدأ كل شيء بقائمة.

-- content/teams/infra.md --
---
title: البنية التحتية
purpose: كل شيء يعمل دون أن ينتبه أحد.
contact: infra@markaz.example
---
"""

SMALL_SETTINGS = """
title: The help desk
url: https://desk.example/
"""

SMALL = """
-- content/services/repairs.md --
---
title: Repairs
outcome: Your laptop works again tomorrow.
---
Bring it to the desk.

-- content/services/loans.md --
# Loans

-- content/news/2026-11-16-open.md --
---
title: We are open on Saturdays
date: 2026-11-16
---
From ten to two.
"""
