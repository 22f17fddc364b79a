"""Pictures beside entries: what pages, feeds, e-mails and shared links show of them."""

import io
import re
from pathlib import Path

import pytest
from PIL import Image

from evangelist.build import ground
from evangelist.site.lens import Lens
from tests import pictures
from tests.documents import Document, document
from tests.pictures import ISSUE, NEWS, colour, mailed, one, shown
from tests.sites import Workspace, site

FILES = """
-- content/news/day.md --
---
title: A day out
date: 2026-11-02
image: photo.jpg
---
![Us, outside](photo.jpg)

![A chart](chart.png){width=300}

![A chart, small](chart.png)
-- content/newsletters/2026-11.md --
---
title: November
date: 2026-11-20
---
![Us, outside](../news/photo.jpg) and
[the chart ![A chart](../news/chart.png){width=200}](/news/day/)
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    workspace = site(tmp_path_factory.mktemp("pictures"), FILES)
    workspace.write_bytes("content/news/photo.jpg", pictures.phone_photo())
    workspace.write_bytes("content/news/chart.png", pictures.plain((900, 450)))
    return workspace.built()


def test_a_photo_of_six_megabytes_just_works(made: Workspace) -> None:
    assert len(pictures.phone_photo()) > 6_000_000
    assert not made.report.has("warning")


def test_each_place_has_a_picture_of_its_own_and_the_original_has_none(made: Workspace) -> None:
    found = {path for path in made.tree() if re.search(r"photo|chart", path)}
    assert found == {
        *(f"site/news/photo.jpg{width}.webp" for width in ("", "-1200", "-800", "-600", "-400")),
        *(f"site/news/chart.png{width}.webp" for width in ("-600", "-400")),
        "site/news/photo.jpg.mail.jpg",
        "site/news/chart.png.webp",
        "site/news/chart.png.mail-200.png",
    }


def test_the_original_is_untouched(made: Workspace) -> None:
    assert (made.root / "content/news/photo.jpg").read_bytes() == pictures.phone_photo()


def test_a_photo_stands_upright(made: Workspace) -> None:
    for path in ("site/news/photo.jpg.webp", "site/news/photo.jpg.mail.jpg"):
        picture = shown(made, path).convert("RGB")
        edge = picture.resize((1, 1), box=(0, 0, picture.width, 50))
        red, green, blue = colour(edge, (0, 0))
        assert picture.height > picture.width
        assert (red > 180, green < 80, blue < 80) == (True, True, True)


def test_nothing_published_says_where_a_photo_was_taken_or_by_what(made: Workspace) -> None:
    assert pictures.PLACE in pictures.phone_photo()
    told = [b"Exif", b"EXIF", b"GPS", b"http://ns.adobe.com", pictures.PLACE, b"Canarycam"]
    assert [path for path, data in made.tree().items() if any(word in data for word in told)] == []


def test_a_page_gets_a_webp_of_a_size_for_its_text(made: Workspace) -> None:
    picture = shown(made, "site/news/photo.jpg.webp")
    assert (picture.format, picture.size) == ("WEBP", (1600, 2133))


def test_the_page_says_how_large_its_pictures_are(made: Workspace) -> None:
    page = document(made, "/news/day/")
    assert page.texts("//main//img/@src") == [
        "/news/photo.jpg.webp",
        "/news/chart.png.webp",
        "/news/chart.png.webp",
    ]
    assert page.texts("//main//img/@width") == ["1600", "300", "900"]
    assert page.texts("//main//img/@height") == ["2133", "150", "450"]


def test_a_browser_may_choose_among_several_widths(made: Workspace) -> None:
    page = document(made, "/news/day/")
    photo, shown_small, chart = page.texts("//main//img/@srcset")
    widths = ("-400", 400), ("-600", 600), ("-800", 800), ("-1200", 1200), ("", 1600)
    assert photo == ", ".join(f"/news/photo.jpg{name}.webp {wide}w" for name, wide in widths)
    assert shown_small == chart
    assert chart.endswith("/news/chart.png-600.webp 600w, /news/chart.png.webp 900w")
    assert page.texts("//main//img/@sizes") == [
        "(min-width: 39.1rem) 36rem, 92vw",
        "(min-width: 326.1px) 300px, 92vw",
        "(min-width: 39.1rem) 36rem, 92vw",
    ]
    for name, wide in widths:
        assert shown(made, f"site/news/photo.jpg{name}.webp").width == wide


def test_all_pictures_but_the_first_of_a_text_load_when_they_are_near(made: Workspace) -> None:
    images = document(made, "/news/day/").root.xpath("//main//img")
    assert [image.get("loading") for image in images] == [None, "lazy", "lazy"]
    assert [image.get("decoding") for image in images] == [None, "async", "async"]


def test_a_feed_names_the_picture_of_the_page_by_its_whole_address(made: Workspace) -> None:
    feed = made.read("site/news/feed.json")
    assert 'src=\\"https://example.org/news/photo.jpg.webp\\"' in feed
    assert "loading" not in feed
    assert "srcset" not in feed


def test_a_shared_link_shows_a_jpeg(made: Workspace) -> None:
    address = document(made, "/news/day/").text("//meta[@property='og:image']/@content")
    assert address == "https://example.org/news/photo.jpg.mail.jpg"


def test_an_email_has_whole_widths_and_whole_addresses(made: Workspace) -> None:
    page = Document(made.read("email/2026-11.html"))
    assert page.texts("//img/@src") == [
        "https://example.org/news/photo.jpg.mail.jpg",
        "https://example.org/news/chart.png.mail-200.png",
    ]
    assert page.texts("//img/@width") == ["600", "200"]
    assert page.texts("//img/@height") == ["800", "100"]
    assert page.texts("//img/@alt") == ["Us, outside", "A chart"]
    assert page.texts("//img/@loading") == []


def test_a_picture_in_an_email_is_small_and_sharp(made: Workspace) -> None:
    for name, kind, width in (
        ("photo.jpg.mail.jpg", "JPEG", 600),
        ("chart.png.mail-200.png", "PNG", 200),
    ):
        picture = shown(made, f"site/news/{name}")
        assert picture.format == kind
        assert width <= picture.width <= 2.5 * width
        assert len(made.tree()[f"site/news/{name}"]) <= 200_000


def test_a_site_under_a_path_has_its_pictures_there(tmp_path: Path) -> None:
    made = one(tmp_path, pictures.plain((9, 9)), "a.png")
    made.built(base_url="https://example.org/team/")
    assert document(made, "/news/a/").texts("//main//img/@src") == ["/team/news/a.png.webp"]
    assert "https://example.org/team/news/a.png.webp" in made.read("site/news/feed.json")


@pytest.fixture(scope="module")
def in_avif(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return avif_site(tmp_path_factory.mktemp("avif")).built()


def avif_site(root: Path) -> Workspace:
    text = "![A](a.jpg)\n\n![B](b.png)\n\n![C](c.jpg)\n"
    made = site(root, NEWS + text, "pictures: {avif: true}\n")
    photo = pictures.noise((50, 40)).resize((700, 560))
    made.write_bytes("content/news/a.jpg", pictures.saved(photo, "JPEG"))
    made.write_bytes("content/news/b.png", pictures.plain((700, 200)))
    made.write_bytes("content/news/c.jpg", pictures.plain((40, 30), "JPEG"))
    return made


def test_photos_are_avif_too_where_site_yaml_says_so(in_avif: Workspace) -> None:
    page = document(in_avif, "/news/a/")
    assert page.texts("//main//picture/source/@type") == ["image/avif"]
    assert page.texts("//main//picture/source/@srcset") == [
        "/news/a.jpg-400.avif 400w, /news/a.jpg.avif 700w"
    ]
    assert page.texts("//main//picture//img/@src") == ["/news/a.jpg.webp"]
    assert page.texts("//main//img/@width") == ["700", "700", "40"]
    for name, size in (("a.jpg", (700, 560)), ("a.jpg-400", (400, 320))):
        picture = shown(in_avif, f"site/news/{name}.avif")
        assert (picture.format, picture.size) == ("AVIF", size)
    assert "avif" not in in_avif.read("site/news/feed.json")
    for name in ("b.png", "c.jpg"):
        assert not in_avif.exists(f"site/news/{name}.avif")


def test_one_process_and_many_give_the_same_bytes(tmp_path: Path, in_avif: Workspace) -> None:
    assert avif_site(tmp_path).built(jobs=2).tree() == in_avif.tree()


def test_a_pillow_without_avif_is_told_and_the_photos_stay_webp(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ground, "find_spec", lambda _name: None)
    made = avif_site(tmp_path).built()
    (told,) = made.found("avif-missing")
    assert told.startswith("site.yaml: photos stay WebP, as Pillow cannot make AVIF here (pip ")
    assert "<picture>" not in made.page("/news/a/")
    assert [path for path in made.tree() if path.endswith(".avif")] == []


@pytest.mark.parametrize(
    "attributes, wanted",
    [
        ("", ' width="400" height="200"'),
        ("{width=100}", ' width="100" height="50"'),
        ("{height=100}", ' width="200" height="100"'),
        ("{width=100 height=100}", ' height="100" width="100"'),
        ("{width=50%}", ' width="50%"'),
        ("{width=wide}", ' width="wide"'),
        ('{title="T" width=100}', ' title="T" width="100" height="50"'),
    ],
)
def test_a_page_respects_the_size_that_its_writer_gave(
    tmp_path: Path, attributes: str, wanted: str
) -> None:
    made = one(
        tmp_path,
        pictures.plain((400, 200)),
        text="![A]({})" + attributes.replace("{", "{{").replace("}", "}}"),
    )
    assert f'<img src="/news/a.jpg.webp" alt="A"{wanted}>' in made.page("/news/a/")


@pytest.mark.parametrize(
    "attributes, name, size",
    [
        ("", "a.jpg.mail.jpg", ("600", "300")),
        ("{width=200}", "a.jpg.mail-200.jpg", ("200", "100")),
        ("{width=200px}", "a.jpg.mail-200.jpg", ("200", "100")),
        ("{width=50%}", "a.jpg.mail-300.jpg", ("300", "150")),
        ("{height=100}", "a.jpg.mail-200.jpg", ("200", "100")),
        ("{width=2000}", "a.jpg.mail.jpg", ("600", "300")),
        ("{width=wide}", "a.jpg.mail.jpg", ("600", "300")),
        ("{width=0}", "a.jpg.mail.jpg", ("600", "300")),
    ],
)
def test_an_email_respects_a_width_that_fits(
    tmp_path: Path, attributes: str, name: str, size: tuple[str, str]
) -> None:
    made = mailed(tmp_path, pictures.plain((800, 400), "JPEG"), attributes=attributes)
    page = Document(made.read("email/i.html"))
    assert page.text("//img/@src") == f"https://example.org/newsletters/{name}"
    assert (page.text("//img/@width"), page.text("//img/@height")) == size
    assert int(size[0]) <= shown(made, f"site/newsletters/{name}").width <= 2.5 * int(size[0])


def test_a_small_picture_is_never_made_larger(tmp_path: Path) -> None:
    made = mailed(tmp_path, pictures.plain((40, 30)), "a.png", "{width=400}")
    page = Document(made.read("email/i.html"))
    assert (page.text("//img/@width"), page.text("//img/@height")) == ("40", "30")
    assert shown(made, "site/newsletters/a.png.mail-400.png").size == (40, 30)
    assert shown(made, "site/newsletters/a.png.webp").size == (40, 30)


def moving(kind: str, size: tuple[int, int] = (60, 40)) -> bytes:
    frames = [Image.new("RGB", size, colour) for colour in ((250, 0, 0), (0, 0, 250))]
    return pictures.saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=99)


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_what_moves_stays_as_it_is_on_a_page(tmp_path: Path, kind: str) -> None:
    data, name = moving(kind), f"a.{kind.lower()}"
    made = one(tmp_path, data, name)
    assert made.tree()[f"site/news/{name}"] == data
    assert f'<img src="/news/{name}" alt="A" width="60" height="40">' in made.page("/news/a/")
    assert not made.exists(f"site/news/{name}.webp")


def test_a_small_gif_moves_in_an_email_and_a_large_one_stands_still(tmp_path: Path) -> None:
    for number, (size, moves) in enumerate([((60, 40), True), ((1600, 40), False)]):
        made = mailed(tmp_path / str(number), moving("GIF", size), "a.gif")
        picture = shown(made, "site/newsletters/a.gif.mail.gif")
        assert (picture.format, getattr(picture, "n_frames", 1) > 1) == ("GIF", moves)


def test_a_drawing_of_lines_is_shown_where_site_yaml_trusts_it_and_never_in_an_email(
    tmp_path: Path,
) -> None:
    lines = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    made = site(tmp_path, f"{ISSUE}![A plan](a.svg)\n", "files: {allow: [svg]}\n")
    made.write_bytes("content/newsletters/a.svg", lines)
    made.built()
    assert made.tree()["site/newsletters/a.svg"] == lines
    tag = '<img src="/newsletters/a.svg" alt="A plan" width="9" height="9">'
    assert tag in made.page("/newsletters/i/")
    mail = Document(made.read("email/i.html"))
    assert (mail.texts("//img"), mail.text("//em")) == ([], "A plan")


def test_a_picture_that_is_missing_leaves_its_words(tmp_path: Path) -> None:
    made = site(tmp_path, NEWS + "![Our office](b.jpg)\n").built()
    assert "<em>Our office</em>" in made.page("/news/a/")
    assert made.found("image-missing")


@pytest.mark.parametrize(
    "data", [b"", b"no", b"GIF89a\1\0", b"\0\0\0\x18ftypheic", b"\x89PNG\r\n\x1a\n"]
)
def test_a_file_that_is_no_picture_leaves_its_words(tmp_path: Path, data: bytes) -> None:
    made = one(tmp_path, data, text="---\n\n![Our office]({})\n")
    assert "<em>Our office</em>" in made.page("/news/a/")
    (found,) = made.found("image-broken")
    assert "content/news/a.md:6:15: the picture 'a.jpg' cannot be read: " in found
    assert "save it again as JPEG or PNG" in found
    assert [path for path in made.tree() if "a.jpg" in path] == []


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_picture_cut_short_is_a_warning_and_keeps_its_place(tmp_path: Path, kind: str) -> None:
    data = pictures.saved(pictures.noise((300, 200)), kind)
    made = mailed(tmp_path, data[: len(data) // 2])
    found = made.found("image-broken")
    assert len(found) == 1
    assert "content/newsletters/i.md" in found[0] or "content/newsletters/a.jpg" in found[0]
    if made.exists("site/newsletters/a.jpg.webp"):
        assert shown(made, "site/newsletters/a.jpg.webp").size == (300, 200)
        assert shown(made, "site/newsletters/a.jpg.mail.jpg").size == (300, 200)


def test_damaged_exif_harms_no_photo(tmp_path: Path) -> None:
    data = pictures.plain((30, 20), "JPEG", exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff nonsense")
    made = one(tmp_path, data)
    assert not made.report.has("warning")
    assert shown(made).size == (30, 20)


def test_two_pictures_that_differ_in_their_ending_have_one_each(tmp_path: Path) -> None:
    made = site(tmp_path, f"{NEWS}![A](a.jpg) ![B](a.png)\n")
    made.write_bytes("content/news/a.jpg", pictures.plain((9, 9), "JPEG"))
    made.write_bytes("content/news/a.png", pictures.plain((9, 9)))
    assert made.built().exists("site/news/a.jpg.webp")
    assert made.exists("site/news/a.png.webp")


@pytest.mark.parametrize("name", ["a.jpg.webp", "a.jpg-400.webp"])
def test_a_file_in_the_place_of_a_picture_is_a_collision(tmp_path: Path, name: str) -> None:
    made = site(tmp_path, f"{NEWS}![A](a.jpg) [B]({name})\n")
    made.write_bytes("content/news/a.jpg", pictures.plain((500, 9), "JPEG"))
    made.write_bytes(f"content/news/{name}", pictures.plain((9, 9), "WEBP"))
    made.build()
    assert made.found("path-collision")


def test_a_draft_shows_no_picture(tmp_path: Path) -> None:
    made = site(tmp_path, "-- content/a.md --\n---\ndraft: true\nimage: a.jpg\n---\n![A](a.jpg)\n")
    made.write_bytes("content/a.jpg", pictures.plain((9, 9), "JPEG"))
    assert [path for path in made.built().tree() if "jpg" in path] == []


def test_a_hidden_second_picture_of_a_phone_is_no_film(tmp_path: Path) -> None:
    stream = io.BytesIO()
    frames = [Image.new("RGB", (40, 30), colour) for colour in ((250, 0, 0), (0, 0, 250))]
    frames[0].save(stream, "MPO", save_all=True, append_images=frames[1:])
    made = one(tmp_path, stream.getvalue())
    assert shown(made).size == (40, 30)


def test_a_front_picture_that_cannot_be_read_is_in_no_shared_link(tmp_path: Path) -> None:
    made = site(tmp_path, "-- content/a.md --\n---\nimage: a.jpg\n---\n")
    made.write_bytes("content/a.jpg", b"no")
    assert document(made.built(), "/a/").texts("//meta[@property='og:image']") == []
    assert made.found("image-broken")


def test_a_name_that_windows_reserves_is_an_error(tmp_path: Path) -> None:
    made = site(tmp_path, f"{NEWS}![A](aux.png)\n")
    made.write_bytes("content/news/aux.png", pictures.plain((9, 9)))
    made.build()
    assert len(made.found("path-reserved")) == 1


def test_a_picture_that_changes_while_the_site_is_built_stops_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = one(tmp_path, pictures.plain((9, 9)), "a.png")
    made.write_bytes("content/news/a.png", pictures.plain((9, 8)))
    monkeypatch.setattr(Lens, "data", lambda _lens, _path: pictures.plain((9, 7)))
    made.build()
    assert "content/news/a.png: this file has changed" in made.errors()[0]
