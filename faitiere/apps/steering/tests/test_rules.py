import datetime as dt

from faitiere.apps.steering.rules import PrintedStudy, missing_answers, proposals
from faitiere.lib.secrecy import hide_small

DAY = dt.date(2026, 11, 17)


def test_a_written_report_proposes_a_personalised_advice():
    [one] = proposals(opened_on=DAY, codes_done=set(), studies=[PrintedStudy("s1", DAY)], counted=set())
    assert (one.code, one.study_id, one.done_on) == ("A2", "s1", DAY)


def test_a_study_already_counted_is_not_proposed_again():
    assert proposals(opened_on=DAY, codes_done={"A2"}, studies=[PrintedStudy("s1", DAY)], counted={"s1"}) == []


def test_a_new_case_proposes_a_first_information_until_any_act_is_kept():
    [one] = proposals(opened_on=DAY, codes_done=set(), studies=[], counted=set())
    assert one.code == "A1"
    assert proposals(opened_on=DAY, codes_done={"A1"}, studies=[], counted=set()) == []


def test_missing_mandatory_data_is_named():
    fields = [
        {"key": "anah", "label": "Éligible", "mandatory": True},
        {"key": "nature", "label": "Nature", "mandatory": False},
        {"key": "given", "label": "Rapport remis", "mandatory": True},
    ]
    assert missing_answers(fields, {"given": False}) == ["Éligible"]


def test_fewer_than_five_households_are_hidden():
    assert hide_small({"Cugnaux": 4, "Blagnac": 3, "Toulouse": 12}) == {
        "Cugnaux": None,
        "Blagnac": None,
        "Toulouse": 12,
    }


def test_a_hidden_count_cannot_be_found_by_subtraction():
    """12 + 9 + 2 = 23: showing 12, 9 and the total would give the 2 away."""
    assert hide_small({"Cugnaux": 2, "Blagnac": 9, "Toulouse": 12}) == {
        "Cugnaux": None,
        "Blagnac": None,
        "Toulouse": 12,
    }


def test_zero_and_large_counts_are_shown():
    assert hide_small({"Cugnaux": 0, "Toulouse": 5}) == {"Cugnaux": 0, "Toulouse": 5}
