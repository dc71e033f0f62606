"""What a query finds among the actions' names and words."""

from desktop_app.help.command_ranking import folded, score


def test_a_name_that_begins_so_goes_before_one_that_holds_it_further_on():
    first = score("gen", ("Generate pictures",), ())
    inside = score("gen", ("Regenerate",), ())
    assert first > inside > 0


def test_letters_at_the_beginnings_of_words_find_a_name():
    assert score("gtv", ("Go to Versions",), ()) > 0
    assert score("vtg", ("Go to Versions",), ()) == 0


def test_other_words_find_it_from_their_beginning_only():
    assert score("undo", ("Roll back",), ("undo revert",)) > 0
    assert score("ndo", ("Roll back",), ("undo revert",)) == 0


def test_every_part_of_the_query_must_fit():
    names = ("Save the quality report as PDF…",)
    assert score("report pdf", names, ()) > 0
    assert score("report xml", names, ()) == 0


def test_kana_width_and_case_make_no_difference():
    assert folded("バージョン／PDF") == folded("ばーじょん/pdf")
    assert score("ばーじょん", ("「バージョン」を開く",), ()) > 0


def test_a_scattered_match_is_worth_less_than_a_word():
    scattered = score("pro", ("Pause, resume or leave",), ())
    assert score("pro", ("Go to Products",), ()) > scattered
