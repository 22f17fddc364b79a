"""site.yaml, checked: who sends the newsletter, and how."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from evangelist.model.values import Address, Line, Value

_NO_PLACE = {"content", "output", ".evangelist", "themes"}
_SECRETS = {"password", "token", "secret"}


class RelaySettings(Value):
    """The mail server that takes what is sent. Passwords and tokens never stand here."""

    host: Line = Field("", description="Its name, as its certificate has it.")
    port: int = Field(
        0, ge=0, le=65535, description="Its port; 0 for 587, with `tls` 465, with `none` 25."
    )
    security: Literal["starttls", "tls", "none"] = Field(
        "starttls", description="`starttls`, `tls` (from the first byte) or `none`."
    )
    user: Line = Field("", description="Who signs in.")
    sign_in: Literal["none", "password", "xoauth2"] = Field(
        "none", description="`none`, `password` or `xoauth2`."
    )
    token_command: Line = Field("", description="A program that prints the token for `xoauth2`.")
    hello: Line = Field("", description="What this computer calls itself; default: its own name.")

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: object) -> object:
        if isinstance(value, dict) and (_SECRETS & {*value}):
            raise ValueError(
                "what is secret never stands in site.yaml: take it out, choose another one, and "
                "set it as EVANGELIST_SMTP_PASSWORD or EVANGELIST_SMTP_TOKEN"
            )
        return {"host": value} if isinstance(value, str) else value

    @field_validator("host")
    @classmethod
    def _without_port(cls, value: str) -> str:
        if ":" in value and not value.startswith("["):
            raise ValueError(f"'{value}' is no name of a server; write the number as port:")
        return value

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        if self.sign_in != "none" and self.security == "none":
            raise ValueError("nobody signs in without TLS; take out security: none, or sign_in")
        if self.sign_in != "none" and not self.user:
            raise ValueError(f"sign_in: {self.sign_in} needs a user")
        if self.token_command and self.sign_in != "xoauth2":
            raise ValueError("token_command is for sign_in: xoauth2")
        return self


class NewsletterSettings(Value):
    """Who sends the newsletter, to whom and how often."""

    sender: Line = Field("", alias="from", description="`Name <address>` of the sender.")
    list: Line = Field("", description="The address of the distribution list.")
    lists: dict[str, Line] = Field(
        {}, description="The list of each audience that gets an e-mail of its own: `staff: a@b.c`."
    )
    every: Literal["", "week", "fortnight", "month", "quarter"] = Field(
        "", description="The promised rhythm. `check` says when an issue is overdue."
    )
    subscribe: Address = Field("", description="Where to join: a mailto: or https: address.")
    unsubscribe: Address = Field("", description="Where to leave: a mailto: or https: address.")
    mark_links: bool = Field(
        False, description="Whether links to your site say that they come from the issue: `?src=`."
    )
    one_click: Address = Field(
        "", description="An https: address that takes a POST to leave (RFC 8058), if you have one."
    )
    images: Literal["link", "embed"] = Field(
        "link", description="`link`: pictures stay on the site; `embed`: they travel along."
    )
    relay: RelaySettings = Field(
        RelaySettings(), description="The mail server that `evangelist send` gives messages to."
    )
    rate: int = Field(25, ge=0, description="Messages a minute; 0 for as many as go.")
    ledger: str = Field(
        "mail/ledger.sqlite", description="The file that remembers who got which issue."
    )

    @field_validator("one_click")
    @classmethod
    def _takes_a_post(cls, value: str) -> str:
        if value and not value.lower().startswith("https://"):
            raise ValueError(f"'{value}' takes no POST; an https: address does (RFC 8058)")
        return value

    @field_validator("ledger")
    @classmethod
    def _kept(cls, value: str) -> str:
        path = value.strip().replace("\\", "/").removeprefix("./")
        names = path.split("/")
        if ".." in names or "" in names or ":" in path:
            raise ValueError(f"'{value}' is no file beside site.yaml or below; write mail/x.sqlite")
        if (first := names[0]).casefold() in _NO_PLACE:
            raise ValueError(f"what lies in {first}/ is published or thrown away; write mail/…")
        return path

    def list_for(self, audience: str) -> str:
        """The address of an audience's list, or nothing; for no audience that of everybody."""
        if not audience:
            return self.list
        found = (
            value for name, value in self.lists.items() if name.casefold() == audience.casefold()
        )
        return next(found, "")
