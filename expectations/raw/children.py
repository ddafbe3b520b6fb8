"""Children, as the case system holds them."""

from iru.quality.check import Gap

CHILD = {"entity": "child", "table": "ssd_person", "worker": "SW"}

CHECKS = [
    Gap(
        **CHILD,
        id="DQ-CH-02",
        level="E",
        role="allocated social worker",
        message="The child has neither a date of birth nor an expected one, or has both.",
        mend="Record the date of birth, and clear the expected date once the child is born.",
        why="Ages, age bands and the count of unborn children go wrong.",
        indicators=("lac_age_pct", "cp_count"),
        source="CIN census 8525Q",
        sql="""
        select pers_person_id as record_key, pers_person_id as child_id,
            coalesce(pers_dob, pers_expected_dob) as event_date
        from {ssd_person} as child
        where (pers_dob is null) = (pers_expected_dob is null)""",
    ),
    Gap(
        **CHILD,
        id="DQ-CH-04",
        level="W",
        role="allocated social worker",
        message="The birth was expected more than six weeks ago and no date of birth is recorded.",
        mend="Record the date of birth and the sex, or that the pregnancy ended.",
        why="The child stays unborn in every table of age and sex.",
        indicators=("cp_count", "lac_age_pct"),
        sql="""
        select pers_person_id as record_key, pers_person_id as child_id,
            pers_expected_dob as event_date
        from {ssd_person} as child
        where pers_dob is null and pers_expected_dob < {data_as_at} - 42""",
    ),
    Gap(
        **CHILD,
        id="DQ-CH-07",
        level="W",
        role="allocated social worker",
        message="The child has been open for more than 20 working days and no ethnicity is known.",
        mend="Ask the family how they describe the child's ethnicity, and record it.",
        why="Tables of ethnicity cannot be published when many are unknown.",
        indicators=("lac_ethnicity_pct",),
        sql="""
        with open_case as (
            select clae_person_id as child_id, min(clae_cla_episode_start_date) as since
            from {ssd_cla_episodes} as episode
            group by 1
            having bool_or(clae_cla_episode_ceased_date is null)
            union all
            select cppl_person_id, min(cppl_cp_plan_start_date)
            from {ssd_cp_plans} as plan
            where cppl_cp_plan_end_date is null
            group by 1
        )
        select pers_person_id as record_key, pers_person_id as child_id,
            min(open_case.since) as event_date
        from {ssd_person} as child
        join open_case on open_case.child_id = child.pers_person_id
        where coalesce(nullif(btrim(pers_ethnicity), ''), 'NOBT') in ('NOBT', 'REFU')
        group by 1, 2
        having min(open_case.since) < {working_days_ago_20}""",
    ),
]
