"""Section 47 enquiries, conferences and child protection plans."""

from iru.quality.check import Gap

CHECKS = [
    Gap(
        id="DQ-CP-03",
        level="E",
        entity="cp_plan",
        table="ssd_cp_plans",
        role="CP administrator",
        message="The plan has no initial conference, or began on another day than the conference.",
        mend="Link the plan to its initial (or transfer-in) conference and correct the date.",
        why="Plans begun and initial conferences do not agree.",
        indicators=("cp_started_count", "cp_icpc_count"),
        source="CIN census 2885",
        sql="""
        select cppl_cp_plan_id as record_key, cppl_person_id as child_id,
            cppl_cp_plan_start_date as event_date
        from {ssd_cp_plans} as plan
        left join {ssd_initial_cp_conference} as conference on icpc_icpc_id = cppl_icpc_id
        where coalesce(cppl_cp_plan_ola, 'N') <> 'Y'
            and (
                icpc_icpc_id is null
                or (
                    coalesce(icpc_icpc_transfer_in, 'N') <> 'Y'
                    and icpc_icpc_date is distinct from cppl_cp_plan_start_date
                )
            )""",
    ),
    Gap(
        id="DQ-CP-06",
        level="W",
        entity="cp_plan",
        table="ssd_cp_plans",
        role="CP administrator",
        message="Fewer previous plans are recorded than the case system itself holds.",
        mend="Correct the number of previous plans.",
        why="Repeat plans are undercounted.",
        indicators=("cp_repeat_ever_pct",),
        sql="""
        select plan.cppl_cp_plan_id as record_key, plan.cppl_person_id as child_id,
            plan.cppl_cp_plan_start_date as event_date
        from {ssd_cp_plans} as plan
        join {iru_cp_plans} as detail on icpp_cp_plan_id = plan.cppl_cp_plan_id
        join {ssd_cp_plans} as earlier
            on earlier.cppl_person_id = plan.cppl_person_id
            and earlier.cppl_cp_plan_id <> plan.cppl_cp_plan_id
            and earlier.cppl_cp_plan_end_date <= plan.cppl_cp_plan_start_date
            and coalesce(earlier.cppl_cp_plan_ola, 'N') <> 'Y'
        group by 1, 2, 3, icpp_previous_plans_count
        having icpp_previous_plans_count < count(*)""",
    ),
    Gap(
        id="DQ-CONF-03",
        level="E",
        entity="s47",
        table="ssd_s47_enquiry",
        role="team manager",
        message="More than 15 working days have passed since the strategy discussion, with no "
        "conference and no word that none is needed.",
        mend="Record the conference, or that a conference is not required.",
        why="A late or lost conference cannot be told from an enquiry nobody closed.",
        indicators=("cp_icpc_15wd_pct",),
        source="CIN census 8675Q",
        sql="""
        select s47e_s47_enquiry_id as record_key, s47e_person_id as child_id,
            s47e_s47_start_date as event_date
        from {ssd_s47_enquiry} as enquiry
        left join {iru_s47_enquiries} as detail on is47_s47_enquiry_id = s47e_s47_enquiry_id
        where s47e_s47_start_date < {working_days_ago_15}
            and (s47e_s47_end_date is null or is47_outcome = 'ICPC')
            and coalesce(s47e_s47_nfa, 'N') <> 'Y'
            and is47_icpc_not_required is not true
            and not exists (
                select 1
                from {ssd_initial_cp_conference} as conference
                where icpc_s47_enquiry_id = s47e_s47_enquiry_id
            )""",
    ),
    Gap(
        id="DQ-CONF-06",
        level="W",
        entity="conference",
        table="ssd_initial_cp_conference",
        role="conference chair",
        worker="ISRO",
        message="The initial conference was held more than five working days ago and nothing says "
        "whether a plan was made.",
        mend="Record the decision of the conference.",
        why="The share of conferences that lead to a plan is too low.",
        indicators=("cp_icpc_count", "cp_started_count"),
        sql="""
        select icpc_icpc_id as record_key, icpc_person_id as child_id,
            icpc_icpc_date as event_date, icnf_chair_staff_id as staff_id
        from {ssd_initial_cp_conference} as conference
        left join {iru_conferences} as detail on icnf_conference_id = icpc_icpc_id
        where icpc_icpc_date < {working_days_ago_5}
            and nullif(btrim(icpc_icpc_outcome_cp_flag), '') is null
            and icnf_is_deferred is not true""",
    ),
]
