"""Leaving out white space changes nothing that a reader or a script sees."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from commonplace.site.squeeze import squeezed

PIECES = st.sampled_from(
    [
        *("<nav>", "</nav>", " words ", "\n", "\n\n", "   ", "<b>t</b>", "\t"),
        *("<pre>", "</pre>", "<script>x\n  y", "</script>", "<style>\n a{}", "</style>"),
        *("<textarea>\n\n a", "</textarea>"),
    ]
)


def seen(part: str) -> str:
    """What is left when white space that HTML folds is folded."""
    return " ".join(part.split())


@given(st.lists(PIECES, max_size=30), st.text(max_size=30), st.lists(PIECES, max_size=30))
def test_only_white_space_goes_and_none_of_the_content(
    before: list[str], content: str, after: list[str]
) -> None:
    content = content.replace("article", "")
    page = "".join(before) + f"<article>{content}</article>" + "".join(after)
    made = squeezed(page)
    assert seen(made) == seen(page) and len(made) <= len(page)
    assert f"<article>{content}</article>" in made
    assert squeezed(made) == made


def test_white_space_that_counts_stays() -> None:
    kept = (
        "<pre>a\n\n  b\n</pre>",
        "<script>\n  x = `\n\n  y`;\n</script>",
        "<textarea>\n  a\n</textarea>",
    )
    for one in kept:
        page = f"<div>\n\n  {one}\n\n  <article>a</article>\n {one}\n"
        assert squeezed(page) == f"<div>\n{one}\n<article>a</article>\n{one}\n"


def test_a_page_without_content_stays() -> None:
    assert squeezed("<p>\n\n a") == "<p>\n\n a"
