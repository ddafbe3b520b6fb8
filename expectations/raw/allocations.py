"""Cases allocated to reviewing officers."""

from iru.quality.check import Gap

ALLOCATION = {
    "level": "E",
    "entity": "case_allocation",
    "table": "ssd_involvements",
    "role": "IRU manager",
    "indicators": ("iru_caseload_mean_iro", "iru_caseload_mean_isro"),
}

CHECKS = [
    Gap(
        **ALLOCATION,
        id="DQ-ALL-01",
        message="The child has a later open allocation of the same kind.",
        mend="End the allocation that is over.",
        why="The child is counted in two caseloads.",
        sql="""
        select invo_involvements_id as record_key, invo_person_id as child_id,
            invo_involvement_start_date as event_date
        from {ssd_involvements} as allocation
        where invo_professional_role_id in ('IRO', 'ISRO')
            and invo_involvement_end_date is null
            and exists (
                select 1
                from {ssd_involvements} as later
                where later.invo_person_id = allocation.invo_person_id
                    and later.invo_professional_role_id = allocation.invo_professional_role_id
                    and later.invo_involvement_end_date is null
                    and (later.invo_involvement_start_date, later.invo_involvements_id)
                        > (allocation.invo_involvement_start_date, allocation.invo_involvements_id)
            )""",
    ),
    Gap(
        **ALLOCATION,
        id="DQ-ALL-02",
        message="The child is allocated to a person who holds no post in the unit.",
        mend="Allocate the child to a reviewing officer in post, or correct the dates of the post.",
        why="People who left are counted with a caseload, and the child has no reviewing officer.",
        sql="""
        select invo_involvements_id as record_key, invo_person_id as child_id,
            invo_involvement_start_date as event_date
        from {ssd_involvements} as allocation
        where invo_professional_role_id in ('IRO', 'ISRO')
            and invo_involvement_end_date is null
            and not exists (
                select 1
                from {iru_staff_assignments} as post
                where iasg_staff_id = invo_professional_id
                    and iasg_start_date <= {data_as_at}
                    and coalesce(iasg_end_date, 'infinity') >= {data_as_at}
            )""",
    ),
]
