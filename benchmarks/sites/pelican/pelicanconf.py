"""The same site for Pelican."""

import json
from pathlib import Path

SITENAME = AUTHOR = "Service notes"
SITEURL = "https://notes.example.edu"
PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"
THEME_STATIC_DIR = "."
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
DEFAULT_DATE_FORMAT = "%-d %B %Y"
NAVIGATION = json.loads(Path("navigation.json").read_text("utf-8"))
SECTIONS = [line for line in NAVIGATION if line["url"].count("/") == 2]
STATIC_PATHS: list[str] = []
IGNORE_FILES: list[str] = []  # else nothing is watched below a hidden folder, as .bench is

ARTICLE_URL = "{category}/{slug}/"
ARTICLE_SAVE_AS = "{category}/{slug}/index.html"
CATEGORY_URL = "{slug}/"
CATEGORY_SAVE_AS = "{slug}/index.html"
TAG_URL = "tags/{slug}/"
TAG_SAVE_AS = "tags/{slug}/index.html"
TAGS_URL = "tags/"
TAGS_SAVE_AS = "tags/index.html"
AUTHOR_SAVE_AS = ""
DIRECT_TEMPLATES = ["index", "tags", "404", "sitemap"]
SITEMAP_SAVE_AS = "sitemap.xml"
PAGINATED_TEMPLATES = {"category": 60}
PAGINATION_PATTERNS = (
    (1, "{url}", "{save_as}"),
    (2, "{url}page/{number}/", "{base_name}/page/{number}/index.html"),
)

FEED_DOMAIN = SITEURL
FEED_MAX_ITEMS = 20
FEED_ALL_ATOM = "atom.xml"
FEED_ALL_RSS = "feed.xml"
RSS_FEED_SUMMARY_ONLY = False
CATEGORY_FEED_ATOM = "{slug}/atom.xml"
CATEGORY_FEED_RSS = "{slug}/feed.xml"
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
TRANSLATION_FEED_ATOM = None
