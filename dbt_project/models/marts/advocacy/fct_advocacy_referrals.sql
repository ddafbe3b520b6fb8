-- One row per referral of a child to advocacy. A case begins with the advocate's first contact.
with described as materialized (

    select
        referrals.*,
        coalesce(referrals.referred_by_code = 'IRU', false) as is_by_reviewing_unit,
        lag(referrals.referred_date) over same as previous_referred_date,
        {{ age_in_years('children.date_of_birth', 'referrals.referred_date') }} as age,
        coalesce(localities.locality_code, 'UNKNOWN') as locality_code,
        case
            when referrals.first_contact_date < referrals.referred_date then 'contact_before_referral'
            when referrals.first_contact_date is null or referrals.first_contact_date > as_at.data_as_at
                then 'not_begun'
        end as exclusion_reason
    from {{ ref('stg_advocacy_referrals') }} as referrals
    inner join {{ ref('int_children') }} as children on children.child_id = referrals.child_id
    cross join {{ ref('int_as_at') }} as as_at
    left join {{ ref('int_child_localities') }} as localities
        on localities.child_id = referrals.child_id
        and {{ is_open_at('localities', 'referrals.referred_date') }}
    window same as (
        partition by
            referrals.child_id, referrals.purpose_code,
            -- What others refer does not make a referral of ours the same.
            coalesce(referrals.referred_by_code = 'IRU', false)
        order by referrals.referred_date, referrals.advocacy_referral_id
    )

)

select
    advocacy_referral_id,
    child_id,
    purpose_code,
    referred_by_code,
    is_by_reviewing_unit,
    referred_date,
    first_contact_date,
    ended_date,
    outcome_code,
    provider,
    age,
    {{ age_band('age') }} as age_band,
    locality_code,
    coalesce({{ working_days_between('previous_referred_date', 'referred_date') }} <= 20, false)
        as is_repeated_referral,
    exclusion_reason is null as is_begun,
    exclusion_reason is null
    and row_number() over (
        partition by
            child_id, purpose_code, exclusion_reason is null, {{ period_start_of('first_contact_date', 'year') }}
        order by first_contact_date, advocacy_referral_id
    ) = 1 as is_first_case_in_year,
    case
        when exclusion_reason is null then {{ working_days_between('referred_date', 'first_contact_date') }}
    end as working_days_to_first_contact,
    exclusion_reason
from described
