"""The IRO's monitoring form (I9) of each review held, and the contact with the child before it.

The unit brought the form in with the first year that has a target; of it the questions are
written that the county's indicators ask for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, timedelta
from random import Random

from iru.sample.allocation import choose, stream, take
from iru.sample.records import Records
from iru.sample.review_course import HeldReview, reporting_year
from iru.sample.targets import Targets, year_label
from iru.working_days import add_wd, working_day_on_or_before

DAY = timedelta(days=1)
MODES = {"FACE": 70, "PHONE": 17, "LETTER": 6, "APP": 4, "OTHER": 3}
KNOWS = {"YES": 86, "NO": 8, "NA": 6}
QUESTIONS = ("I9_03", "I9_07", "I9_08", "I9_22")
Answers = dict[str, dict[str, str]]  # question → review → answer


def write_forms(
    records: Records,
    reviews: Sequence[HeldReview],
    plans: Mapping[str, date],
    checked: Collection[str],
    targets: Targets,
    seed: int,
) -> None:
    """Forms of the years that the targets name.

    plans: first plan for permanence by period of care; checked: reviews followed by a check.
    """
    by_year: dict[int, list[HeldReview]] = defaultdict(list)
    before: dict[str, str] = {}
    latest: dict[str, str] = {}
    for review in reviews:
        by_year[reporting_year(review.held)].append(review)
        before[review.key], latest[review.care_key] = latest.get(review.care_key, ""), review.key
    years = [m for m in sorted(by_year) if targets.get("lac_child_consulted", year_label(m))]
    for march in years:
        rng = stream(seed, "monitoring forms", march)
        gaps = targets.gap if march == years[-1] else (lambda name: 0)
        lost = set(rng.sample(by_year[march], gaps("monitoring_form_missing")))
        here = [review for review in by_year[march] if review not in lost]
        answers: Answers = {question: {} for question in QUESTIONS}
        _child(records, rng, here, answers["I9_03"], targets, march, gaps)
        _parents(rng, here, answers["I9_07"], targets, march)
        _recorded(rng, here, answers, plans, checked, before, gaps)
        for review in here:
            day = add_wd(review.held, rng.choice((1, 2, 3, 5, 8)))
            for question in QUESTIONS:
                answer = answers[question][review.key]
                write_answer(records, review.key, question, answer, day, review.chair)


def _dealt(
    rng: Random,
    asked: Sequence[HeldReview],
    answers: dict[str, str],
    targets: Targets,
    target: str,
    march: int,
    weight: Callable[[HeldReview], float],
) -> tuple[list[HeldReview], list[HeldReview]]:
    """Some leave the question blank; of the others exactly the target's share says yes."""
    blank = targets.parameters["monitoring_blank"]
    answered = []
    for review in asked:
        if rng.random() < blank:
            answers[review.key] = "BLANK"
        else:
            answered.append(review)
    number = round(len(answered) * targets.get(target, year_label(march))["percent"] / 100)
    yes = take(rng, answered, number, weight)
    chosen = set(yes)
    no = [review for review in answered if review not in chosen]
    for review in answered:
        answers[review.key] = "YES" if review in chosen else "NO"
    return yes, no


def _child(
    records: Records,
    rng: Random,
    here: Sequence[HeldReview],
    answers: dict[str, str],
    targets: Targets,
    march: int,
    gaps: Callable[[str], int],
) -> None:
    """Those far from home are seen less; a few consultations were never dated."""
    for review in here:
        if review.age < 4 or rng.random() < 0.01:
            answers[review.key] = "NA"
    asked = [review for review in here if review.key not in answers]
    seen, unseen = _dealt(
        rng,
        asked,
        answers,
        targets,
        "lac_child_consulted",
        march,
        lambda review: (0.5 if review.is_far else 1.0) * (0.6 + 0.04 * review.age),
    )
    undated = set(rng.sample(unseen, min(len(unseen), gaps("consultation_without_date"))))
    for review in seen:
        write_contact(records, rng, review.key, "CONSULTED", contact_day(rng, review))
    for review in unseen:
        if review in undated:
            answers[review.key] = "YES"
            write_contact(records, rng, review.key, "CONSULTED", None)
        elif rng.random() < 0.16:
            outcome = choose(rng, {"REFUSED": 7, "NOT_POSSIBLE": 6, "NOT_ATTEMPTED": 3})
            day = contact_day(rng, review) if outcome == "REFUSED" else None
            write_contact(records, rng, review.key, outcome, day)


def contact_day(rng: Random, review: HeldReview) -> date:
    """Some days before the review, after the one before it, or after the child came."""
    low = review.previous + DAY if review.previous else review.period.start
    day = max(low, review.held - rng.choice((0, 1, 1, 2, 3, 5, 7, 7, 10, 14)) * DAY)
    return max(low, working_day_on_or_before(day))


def _parents(
    rng: Random,
    here: Sequence[HeldReview],
    answers: dict[str, str],
    targets: Targets,
    march: int,
) -> None:
    """Not asked of children who came alone or are placed for adoption, nor of some grown ones."""
    for review in here:
        alone = review.child.unaccompanied or review.kind == "ADOPTION"
        if alone or (review.age >= 16 and rng.random() < 0.12) or rng.random() < 0.03:
            answers[review.key] = "NA"
    asked = [review for review in here if review.key not in answers]
    target = "lac_parents_consulted"
    _dealt(rng, asked, answers, targets, target, march, lambda r: 1.6 if r.number <= 2 else 1.0)


def _recorded(
    rng: Random,
    here: Sequence[HeldReview],
    answers: Answers,
    plans: Mapping[str, date],
    checked: Collection[str],
    before: Mapping[str, str],
    gaps: Callable[[str], int],
) -> None:
    """What records bear out; a few forms claim a plan for permanence that nobody recorded."""
    without = []
    for review in here:
        planned = plans.get(review.care_key, date.max) <= review.held
        answers["I9_08"][review.key] = "YES" if planned else "NO"
        if not planned:
            without.append(review)
        made = "YES" if before[review.key] in checked else "NO"
        answers["I9_22"][review.key] = made if review.number > 1 else "NA"
    number = min(len(without), gaps("permanence_answer_without_plan"))
    for review in rng.sample(without, number):
        answers["I9_08"][review.key] = "YES"


def write_answer(
    records: Records, review: str, question: str, answer: str, day: date, officer: str
) -> None:
    """The answer to one question of the form."""
    records.add(
        "iru_i9_answers",
        ii9a_review_id=review,
        ii9a_question=question,
        ii9a_answer=answer,
        ii9a_answer_date=day,
        ii9a_answered_by_staff_id=officer,
    )


def write_contact(
    records: Records, rng: Random, review: str, outcome: str, day: date | None
) -> None:
    """One contact with the child before a review, made or tried."""
    made = outcome == "CONSULTED"
    records.add(
        "iru_pre_review_consultations",
        iprc_consultation_id=records.key("PC"),
        iprc_review_id=review,
        iprc_consultation_date=day,
        iprc_mode=choose(rng, MODES) if made and day else None,
        iprc_outcome=outcome,
        iprc_child_knows_iro=choose(rng, KNOWS) if made else None,
    )
