"""Recording gaps in care that need what the build works out: periods, ages, due dates."""

from iru.quality.check import Gap

CHECKS = [
    Gap(
        id="DQ-LAC-11",
        level="E",
        entity="lac_episode",
        table="ssd_cla_episodes",
        role="leaving care team",
        worker="PA",
        message="The young person has turned 18 and the episode is still open.",
        mend="End the episode on the eighteenth birthday, unless section 20(5) keeps the young "
        "person in a community home (legal status V2 in placement K2).",
        why="The young person is left out of the figures, and stays in somebody's caseload.",
        indicators=("lac_count", "lac_ceased_count", "iru_caseload_mean_iro"),
        source="SSDA903 359",
        sql="""
        select episode.episode_id as record_key, episode.child_id,
            (child.date_of_birth + interval '18 years')::date as event_date
        from {int_looked_after_episodes} as episode
        join {int_children} as child on child.child_id = episode.child_id
        where episode.end_date is null
            and not episode.is_short_break
            and child.date_of_birth + interval '18 years' <= {data_as_at}
            and (episode.legal_status_code, episode.placement_type_code)
                is distinct from ('V2', 'K2')""",
    ),
    Gap(
        id="DQ-LAC-18",
        level="E",
        entity="lac_episode",
        table="ssd_person",
        role="IRU business support",
        message="The child is looked after with no IRO allocated, or has an IRO and is not looked "
        "after.",
        mend="Allocate an IRO, or end the allocation.",
        why="Caseloads are wrong, and a child may have no reviewing officer.",
        indicators=("iru_caseload_mean_iro",),
        sql="""
        with open_periods as (
            select child_id, min(start_date) as since
            from {fct_periods_of_care} as period
            where end_date is null
            group by 1
        ),
        allocated as (
            select child_id, start_date as since
            from {int_allocations} as allocation
            where role_code = 'IRO' and end_date is null
        )
        select child_id as record_key, child_id,
            coalesce(open_periods.since, allocated.since) as event_date
        from open_periods
        full join allocated using (child_id)
        where (
                allocated.since is null
                -- A short break has a reviewing officer only where the care plan asks for one.
                and exists (
                    select 1
                    from {fct_periods_of_care} as period
                    where period.child_id = open_periods.child_id
                        and period.end_date is null
                        and period.exclusion_reason is null
                )
            )
            or open_periods.since is null""",
    ),
    Gap(
        id="DQ-REV-03",
        level="E",
        entity="lac_review",
        table="ssd_cla_reviews",
        role="IRO",
        worker="IRO",
        message="The participation code does not fit the child's age: PN0 is for children under "
        "four, PN1 to PN7 are for the others.",
        mend="Correct the participation code, or the date of birth.",
        why="Children are in the wrong group when participation is counted.",
        indicators=("lac_participation_review_pct",),
        source="SSDA903 440, 441",
        sql="""
        select review_id as record_key, child_id, held_date as event_date,
            chair_staff_id as staff_id
        from {fct_looked_after_reviews} as review
        where is_held and participation_code is not null
            and (participation_code = 'PN0') <> (age < 4)""",
    ),
    Gap(
        id="DQ-REV-07",
        level="E",
        entity="lac_review",
        table="ssd_cla_reviews",
        role="IRO",
        worker="IRO",
        message="The review was held after the day it was due, and no reason is recorded.",
        mend="Record the reason.",
        why="The IRO Handbook asks for the reasons of late reviews.",
        indicators=("lac_review_on_time_pct", "lac_review_out_of_time_count"),
        sql="""
        select review_id as record_key, child_id, held_date as event_date,
            chair_staff_id as staff_id
        from {fct_looked_after_reviews} as review
        where is_held and held_date > due_date and late_reason_code is null""",
    ),
]
