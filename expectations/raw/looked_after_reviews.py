"""Reviews of looked-after children, as the case system and the unit recorded them."""

from iru.quality.check import Gap

REVIEW = {"entity": "lac_review", "table": "ssd_cla_reviews"}

CHECKS = [
    Gap(
        **REVIEW,
        id="DQ-REV-02",
        level="E",
        role="IRO",
        worker="IRO",
        message="The review was held and nothing says how the child took part.",
        mend="Record the participation code (PN0 for a child under four).",
        why="The share of children who took part in their reviews cannot be published.",
        indicators=("lac_participation_review_pct",),
        source="SSDA903 167",
        sql="""
        select clar_cla_review_id as record_key, clar_cla_person_id as child_id,
            clar_cla_review_date as event_date, icrv_chair_staff_id as staff_id
        from {ssd_cla_reviews} as review
        left join {iru_cla_reviews} as detail on icrv_cla_review_id = clar_cla_review_id
        where clar_cla_review_date is not null
            and coalesce(clar_cla_review_cancelled, 'N') <> 'Y'
            and nullif(btrim(clar_cla_review_participation), '') is null""",
    ),
    Gap(
        **REVIEW,
        id="DQ-REV-09",
        level="W",
        role="IRO",
        worker="IRO",
        message="The day of the review has passed; it is neither held, nor moved, nor cancelled.",
        mend="Record the day on which it was held, the new day, or that it was cancelled.",
        why="The review counts as overdue.",
        indicators=("lac_review_on_time_pct",),
        sql="""
        select clar_cla_review_id as record_key, clar_cla_person_id as child_id,
            clar_cla_review_due_date as event_date
        from {ssd_cla_reviews} as review
        where clar_cla_review_date is null
            and coalesce(clar_cla_review_cancelled, 'N') <> 'Y'
            and clar_cla_review_due_date < {data_as_at}""",
    ),
    Gap(
        **REVIEW,
        id="DQ-REV-11",
        level="W",
        role="IRU manager",
        message="The person who chaired the review held no post as a reviewing officer that day.",
        mend="Correct the chair of the review, or the dates of the person's post.",
        why="Independence cannot be shown, and caseloads are wrong.",
        indicators=("iru_caseload_mean_iro", "iru_caseload_mean_isro"),
        sql="""
        select clar_cla_review_id as record_key, clar_cla_person_id as child_id,
            clar_cla_review_date as event_date
        from {ssd_cla_reviews} as review
        join {iru_cla_reviews} as detail on icrv_cla_review_id = clar_cla_review_id
        where clar_cla_review_date is not null
            and icrv_chair_staff_id is not null
            and not exists (
                select 1
                from {iru_staff_assignments} as post
                where iasg_staff_id = icrv_chair_staff_id
                    and iasg_role in ('IRO', 'ISRO', 'SENIOR')
                    and iasg_start_date <= clar_cla_review_date
                    and coalesce(iasg_end_date, 'infinity') >= clar_cla_review_date
            )""",
    ),
]
