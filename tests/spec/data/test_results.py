"""What `results` may hold, and the sentence for what it may not."""

from __future__ import annotations

from collections.abc import Callable

from tenthhour.data.checks import Checked

Check = Callable[..., Checked]
Said = Callable[..., list[str]]


def test_results_become_typed_columns(checked: Check) -> None:
    found = checked(
        results="""
        clinician_id,measure_id,month,numerator,denominator
        c01,dna,2026-03,3,40
        """
    )
    assert found.problems == ()
    assert found.tables["results"].to_pylist() == [
        {
            "clinician_id": "c01",
            "measure_id": "dna",
            "month": "2026-03",
            "numerator": 3.0,
            "denominator": 40.0,
            "mean": None,
            "sd": None,
            "n": None,
        }
    ]


def test_headers_may_have_spaces_and_capitals(checked: Check) -> None:
    found = checked(results=" Clinician ID ;Measure_ID;MONTH ;numerator;Denominator\nc01;dna;2026-03;3;40")
    assert found.tables["results"].column("denominator").to_pylist() == [40.0]


def test_month_thirteen_is_named_with_its_place(sentences: Said) -> None:
    said = sentences(results="clinician_id,measure_id,month,numerator,denominator\nc01,dna,2026-13,3,40")
    assert said == ['results.csv, row 2, column month: "2026-13" is not a month. Write months as YYYY-MM.']


def test_all_problems_come_at_once(sentences: Said) -> None:
    said = sentences(
        results="""
        clinician_id,measure_id,month,numerator,denominator
        c01,dna,2026-03,41,40
        c01,dna,2026-02,three,40
        ,dna,2026-02,3,40
        c01,unheard,2026-02,3,40
        c01,dna,2026-03,4,40
        """
    )
    assert [line.split(". ")[0] for line in said] == [
        "results.csv, row 4, column clinician_id: is empty",
        'results.csv, row 3, column numerator: "three" is not a number',
        "results.csv, row 6: c01, dna, 2026-03 is already given in results.csv, row 2",
        'results.csv, row 5, column measure_id: "unheard" is no measure we know',
        "results.csv, row 2, column numerator: 41 of 40 is more than all",
    ]


def test_after_twenty_problems_comes_a_count(sentences: Said) -> None:
    rows = "\n".join(f"c{i},dna,never,3,40" for i in range(50))
    said = sentences(results=f"clinician_id,measure_id,month,numerator,denominator\n{rows}")
    assert len(said) == 21
    assert said[-1] == "results.csv, column month: 30 more like these. Write months as YYYY-MM."


def test_same_row_in_two_files_is_a_duplicate(sentences: Said) -> None:
    text = "clinician_id,measure_id,month,numerator,denominator\nc01,dna,2026-03,3,40"
    assert sentences(first=text, second=text) == [
        "second.csv, row 2: c01, dna, 2026-03 is already given in first.csv, row 2. Keep one of them."
    ]


def test_missing_column_is_named(sentences: Said) -> None:
    said = sentences(results="clinician_id,month,numerator,denominator\nc01,2026-03,3,40")
    assert said == ["results.csv, column measure_id: missing; results need it. Add the column."]


def test_unknown_columns_get_the_tables_and_the_mapping(sentences: Said) -> None:
    said = sentences(data="surgeon,deaths\nA,3")
    assert said == [
        "data.csv: the columns (surgeon, deaths) are those of none of our tables (clinicians, results, "
        "encounters, responses, exclusions). Rename the columns, or describe the file in a mapping (--mapping)."
    ]


def test_sd_wider_than_the_scale_is_blocked(sentences: Said) -> None:
    said = sentences(results="clinician_id,measure_id,month,mean,sd,n\nc01,listening,2026-03,80,70,30")
    assert said == [
        "results.csv, row 2, column sd: 70 is larger than the scale allows (50.85 with n 30). "
        "Correct sd; it is the standard deviation of single answers."
    ]


def test_mean_outside_the_scale_is_blocked(sentences: Said) -> None:
    said = sentences(results="clinician_id,measure_id,month,mean,sd,n\nc01,listening,2026-03,180,7,30")
    assert said == [
        "results.csv, row 2, column mean: 180 is outside the scale 0 to 100 of listening. "
        "Write it on the measure's scale; a percentage needs its % sign."
    ]


def test_copied_months_are_a_warning(checked: Check) -> None:
    rows = "\n".join(f"c01,dna,2026-0{m},7,50" for m in range(1, 6))
    found = checked(results=f"clinician_id,measure_id,month,numerator,denominator\n{rows}")
    assert [p.blocking for p in found.problems] == [False, False]
    assert found.problems[0].found == "the same counts 4 months running (c01, dna)"


def test_ratio_without_denominator_is_conversation_only(checked: Check) -> None:
    found = checked(results="clinician_id,measure_id,month,mean\nc01,dna,2026-03,5.1%")
    assert found.no_counts == {"dna"}
    assert not found.blocking
    assert str(found.problems[0]) == (
        'results.csv, column denominator: missing for measure "dna". Without it a month with 3 patients counts '
        "like one with 300. Add numerator and denominator to let it be judged."
    )


def test_month_before_the_first_day_is_blocked(sentences: Said) -> None:
    said = sentences(
        clinicians="clinician_id,name,peer_group,started_on\nc01,Dr Example 01,family,2026-02-10",
        results="clinician_id,measure_id,month,numerator,denominator\nc01,dna,2026-01,3,40\nc01,dna,2026-02,3,40",
    )
    assert said == [
        "results.csv, row 2, column month: 2026-01 is before c01 started (2026-02-10). "
        "Correct the month, or the dates of the clinician."
    ]
