"""What is wrong with an e-mail is told by every build, at the line that causes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from evangelist.model.body import Target
from evangelist.problems import CODES, Problem, stops_sending
from evangelist.site.lens import Lens
from evangelist.site.links import Resolved
from tests import pictures
from tests.sites import NOW, Workspace, site

ROOT = Path(__file__).parents[2]
FRONT = (
    "---\ntitle: What is new in November\n"
    "preheader: What changed for you this month, in two minutes\n---\n"
)
THEME = "-- themes/t/theme.yaml --\nextends: lectern\n-- themes/t/templates/email.html --\n"
STYLED = '{% extends "lectern/email.html" %}\n{% block style %}{{ super() }}\n'


def issue(text: str = "Text.", front: str = FRONT, path: str = "1") -> str:
    return f"-- content/newsletters/{path}.md --\n{front}{text}\n"


def built(root: Path, files: str, settings: str = "") -> Workspace:
    return site(root, files, settings).built()


def told(made: Workspace) -> list[str]:
    return [str(each) for each in made.report.problems if each.code.startswith("email-")]


def places(made: Workspace) -> list[str]:
    return [each.partition(": ")[0] for each in told(made)]


def test_an_issue_in_which_nothing_is_wrong_is_not_mentioned(tmp_path: Path) -> None:
    made = built(
        tmp_path, issue("Text with [a study](https://other.example/a).\n\n## Part\n\nMore.")
    )
    assert told(made) == []


def test_no_issue_of_the_example_site_has_a_warning(tmp_path: Path) -> None:
    made = Workspace(ROOT)
    made.build(output=tmp_path / "output", now=NOW, write=False)
    assert told(made) == []


# --- the line of the Markdown ----------------------------------------------------------------


def test_a_link_is_told_with_its_line_and_how_often_it_is_there(tmp_path: Path) -> None:
    text = "One.\n\nSee [a study](http://a.example/x), and [it](http://a.example/x) again."
    made = built(tmp_path, issue(text))
    message = (
        "content/newsletters/1.md:7:15: in the e-mail: 'http://a.example/x' is not encrypted: mail "
        "programs warn about it (write https:// if it answers there)"
    )
    assert told(made) == [message]
    made = built(tmp_path, issue("[here](https://a.example/)\n\n[here](https://b.example/)"))
    assert [each.partition("says")[0] for each in told(made)] == [
        "content/newsletters/1.md:5:8: in the e-mail: 'here' "
    ]
    assert "alone (2 times) (say" in told(made)[0]


def test_the_second_of_two_links_to_one_address_is_told_with_its_own_line(tmp_path: Path) -> None:
    text = "[A job](https://a.example/)\n\nApply [here](https://a.example/)."
    assert places(built(tmp_path, issue(text))) == ["content/newsletters/1.md:7:14"]


@pytest.mark.parametrize("link", ["[it](http://a.example/?a=1&b=2)", "<http://a.example/?a=1&b=2>"])
def test_a_link_with_signs_of_html_is_found_too(tmp_path: Path, link: str) -> None:
    assert places(built(tmp_path, issue(f"Text.\n\nSee {link}."))) == [
        f"content/newsletters/1.md:7:{10 if link[0] == '[' else 6}"
    ]


def test_many_links_take_no_longer_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = 0
    resolve = Lens.resolve

    def counted(lens: Lens, target: Target) -> Resolved:
        nonlocal asked
        asked += 1
        return resolve(lens, target)

    monkeypatch.setattr(Lens, "resolve", counted)
    links = "\n\n".join(f"See [{n}](http://a{n}.example/?b={n})." for n in range(100))
    assert len(places(built(tmp_path, issue(links)))) == 100
    assert asked < 100 * 20


def test_an_address_of_the_front_matter_is_told_with_its_line(tmp_path: Path) -> None:
    front = FRONT.replace(
        "---\ntitle", "---\nasks:\n  - {text: Tell us, url: 'http://a.example/'}\ntitle"
    )
    assert places(built(tmp_path, issue(front=front))) == ["content/newsletters/1.md:3:21"]


def test_an_address_of_site_yaml_is_told_there(tmp_path: Path) -> None:
    settings = "newsletter: {unsubscribe: 'http://a.example/leave'}\n"
    assert places(built(tmp_path, issue(), settings)) == ["site.yaml"]


def test_a_subject_and_a_preheader_are_told_with_their_lines(tmp_path: Path) -> None:
    front = "---\ntitle: A title that is long enough\npreheader: Short\nsubject: News\n---\n"
    assert places(built(tmp_path, issue(front=front))) == [
        "content/newsletters/1.md:3:1",
        "content/newsletters/1.md:4:1",
    ]


def test_without_a_subject_the_title_is_the_line(tmp_path: Path) -> None:
    front = FRONT.replace("What is new in November", "News")
    assert places(built(tmp_path, issue(front=front))) == ["content/newsletters/1.md:2:1"]


def test_a_mail_that_is_too_large_is_told_at_its_largest_story(tmp_path: Path) -> None:
    text = f"## Small\n\nText.\n\nLarge *story*\n----\n\n{'word ' * 20000}"
    made = built(tmp_path, issue(text))
    assert places(made) == ["content/newsletters/1.md:9:1"]
    assert "'Large story' (100," in told(made)[0]


def test_raw_html_is_told_with_its_line(tmp_path: Path) -> None:
    text = 'Text.\n\n<p style="float: left">Left.</p>'
    made = built(tmp_path, issue(text), "markdown: {raw_html: trust}\n")
    assert places(made) == ["content/newsletters/1.md:7:1"]


def test_a_picture_without_a_size_is_told_with_its_line(tmp_path: Path) -> None:
    made = site(tmp_path, issue("Text.\n\n![A chart](/chart.bmp)") + "-- content/chart.bmp --\nx\n")
    made.build()
    for problem in made.report.problems:
        if problem.code == "email-picture":
            assert (problem.path, problem.line) == ("content/newsletters/1.md", 7)


# --- the line of the theme -------------------------------------------------------------------


def test_a_declaration_is_told_once_with_the_line_of_the_template(tmp_path: Path) -> None:
    theme = f"{THEME}{STYLED}h1 {{\n  float: left;\n}}\n{{% endblock %}}\n"
    made = built(tmp_path, issue() + issue(path="2") + theme, "theme: t\n")
    message = (
        "themes/t/templates/email.html:4:1: in the e-mail: 'float:left': Outlook on Windows leaves "
        "it out, and blocks fall apart (lay it out with tables: the macros of _email.html make "
        "them)"
    )
    assert told(made) == [message]


def test_a_colour_is_told_with_the_line_that_uses_its_token(tmp_path: Path) -> None:
    theme = f"{THEME}{STYLED}h1 {{ color: {{{{ site.tokens.line }}}}; }}\n{{% endblock %}}\n"
    found = places(built(tmp_path, issue() + theme, "theme: t\n"))
    assert set(found) == {"themes/t/templates/email.html:3:1"}


def test_a_colour_of_site_yaml_is_told_there(tmp_path: Path) -> None:
    made = built(tmp_path, issue("[It](https://a.example/)"), "brand: {accent: '#99aabb'}\n")
    assert places(made) == ["site.yaml", "site.yaml"]
    assert "text in #99aabb on #fcfbf8 has a contrast of 2.3:1" in " ".join(told(made))


def test_an_element_of_a_template_is_told_with_its_line(tmp_path: Path) -> None:
    template = (
        '{% extends "lectern/email.html" %}\n{% block brand %}\n<meter></meter>{% endblock %}\n'
    )
    made = built(tmp_path, issue() + THEME + template, "theme: t\n")
    assert places(made) == ["themes/t/templates/email.html:3:1"]


def test_a_slip_in_the_styles_is_told_with_its_line_before_the_inliner_hides_it(
    tmp_path: Path,
) -> None:
    styles = "h1 { color: {{ site.tokens.ink }}; } }\nh2 { }\n{% endblock %}\n"
    theme = f"{THEME}{STYLED}{styles}"
    made = built(tmp_path, issue() + issue(path="2") + theme, "theme: t\n")
    found = [each for each in told(made) if "in the styles of the e-mail" in each]
    assert [each.partition(": ")[0] for each in found] == ["themes/t/templates/email.html:3:1"]


def test_a_picture_of_the_theme_is_weighed(tmp_path: Path) -> None:
    brand = '<img src="{{ site.asset(\'logo.png\') }}" alt="Us" width="100" height="50">'
    template = (
        f'{{% extends "lectern/email.html" %}}\n{{% block brand %}}\n{brand}{{% endblock %}}\n'
    )
    made = site(tmp_path, issue() + THEME + template, "theme: t\n")
    made.write_bytes("themes/t/assets/logo.png", pictures.plain((400, 200), "PNG"))
    assert [each for each in told(made.built()) if "has 4.0 times the pixels" in each]


# --- once, and with the other checks ---------------------------------------------------------


def test_a_dead_link_is_not_told_twice(tmp_path: Path) -> None:
    text = "[It](none.md), [there](#none), [else](/nöne/) and [so](2.md#none)."
    made = built(tmp_path, issue(text) + issue(path="2"))
    assert told(made) == []
    assert len(made.found("link-dead") + made.found("anchor-missing")) == 4


def test_a_dead_link_of_the_theme_is_told(tmp_path: Path) -> None:
    link = "<a href=\"{{ site.url('/none/') }}\">None</a>"
    template = (
        f'{{% extends "lectern/email.html" %}}\n{{% block brand %}}\n{link}{{% endblock %}}\n'
    )
    made = built(tmp_path, issue() + THEME + template, "theme: t\n")
    assert [each for each in told(made) if "leads to nothing that this site has" in each]


def test_links_to_offerings_and_parts_of_other_entries_lead_somewhere(tmp_path: Path) -> None:
    front = "title: S\nofferings: [{id: small, title: S}]"
    service = f"-- content/services/s.md --\n---\n{front}\n---\n## Part\n"
    text = "[a](../services/s.md#small) [b](../services/s.md#part) [c](../services/s.md#main)"
    assert told(built(tmp_path, issue(text) + service)) == []


def test_no_finding_stops_a_build_and_warnings_stop_a_sending() -> None:
    mailed = {code: level for code, (level, _) in CODES.items() if code.startswith("email-")}
    assert set(mailed.values()) == {"warning", "advice"}
    stops = {code for code in CODES if stops_sending(Problem(code, ""))}
    assert {code for code, level in mailed.items() if level == "warning"} <= stops
    assert "email-words" not in stops
    assert {"link-dead", "image-missing", "value-invalid"} <= stops
    assert "boast" not in stops
