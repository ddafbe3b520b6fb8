"""Recording gaps about children that need what the build works out: team, locality, age."""

from iru.quality.check import Gap

CHECKS = [
    Gap(
        id="DQ-CH-12",
        level="W",
        entity="child",
        table="ssd_person",
        role="team manager",
        message="The child is looked after or on a plan, or a plan began, with no social-work "
        "team that serves a locality.",
        mend="Record the team responsible since that day, or the locality the team serves.",
        why="The child is missing from every table by locality.",
        indicators=("cp_new_by_locality_month", "lac_count", "cp_count"),
        sql="""
        with events as (
            select child_id, start_date as event_date
            from {fct_child_protection_plans} as plan
            where locality_at_start = 'UNKNOWN'
            union all
            select child_id, {data_as_at}
            from {int_looked_after_episodes} as episode
            where end_date is null and not is_short_break
            union all
            select child_id, {data_as_at}
            from {int_child_protection_plans} as plan
            where end_date is null
        )
        select child_id as record_key, child_id, min(event_date) as event_date
        from events
        where not exists (
            select 1
            from {int_child_localities} as locality
            where locality.child_id = events.child_id
                and locality.start_date <= events.event_date
                and coalesce(locality.end_date, 'infinity') > events.event_date
        )
        group by child_id""",
    ),
]
