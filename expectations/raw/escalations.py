"""Disputes that reviewing officers raised (the dispute resolution process)."""

from iru.quality.check import Gap

ESCALATION = {
    "entity": "escalation",
    "table": "iru_escalations",
    "indicators": ("lac_escalation_count", "lac_escalation_days_mean"),
}

CHECKS = [
    Gap(
        **ESCALATION,
        id="DQ-ESC-01",
        level="E",
        role="IRO",
        message="The escalation is closed without an outcome, or was closed before it was raised.",
        mend="Record the outcome and correct the dates.",
        why="Outcomes, and how long escalations take, cannot be published.",
        sql="""
        select iesc_escalation_id as record_key, iesc_person_id as child_id,
            coalesce(iesc_closed_date, iesc_raised_date) as event_date,
            iesc_raised_by_staff_id as staff_id
        from {iru_escalations} as escalation
        where (iesc_closed_date is not null and nullif(btrim(iesc_outcome), '') is null)
            or iesc_closed_date < iesc_raised_date""",
    ),
    Gap(
        **ESCALATION,
        id="DQ-ESC-02",
        level="W",
        role="IRU manager",
        message="The escalation has been open for more than 40 working days without a new stage.",
        mend="Take it to the next stage, or record how it ended.",
        why="Escalations left to drift make the average length meaningless.",
        sql="""
        select iesc_escalation_id as record_key, iesc_person_id as child_id,
            iesc_raised_date as event_date
        from {iru_escalations} as escalation
        left join (
            select iesg_escalation_id, max(iesg_start_date) as latest
            from {iru_escalation_stages} as stage
            group by 1
        ) as stages on iesg_escalation_id = iesc_escalation_id
        where iesc_closed_date is null
            and greatest(iesc_raised_date, latest) < {working_days_ago_40}""",
    ),
]
