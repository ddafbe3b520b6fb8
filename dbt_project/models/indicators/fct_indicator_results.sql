-- One row per indicator, period, breakdown and member: the only place where a value is computed.
with joined as (

    select
        frame.*,
        coalesce(computed.numerator, 0) as numerator,
        coalesce(computed.denominator, 0) as counted_denominator,
        coalesce(computed.excluded, 0) as excluded,
        computed.expected,
        computed.complete,
        population.population,
        population.source || ', mid-' || population.mid_year || ', vintage: ' || population.vintage
            as denominator_source
    from {{ ref('int_indicator_frame') }} as frame
    left join {{ ref('int_indicator_counts') }} as computed
        on computed.indicator_id = frame.indicator_id
        and computed.period_type = frame.period_type
        and computed.period_key = frame.period_key
        and computed.breakdown = frame.breakdown
        and computed.member = frame.member
    -- C18: the estimate for the middle of the year in which the reporting year began.
    left join {{ ref('dim_populations') }} as population
        on frame.kind = 'rate'
        and population.area_code = '{{ var("authority_ons_code") }}'
        and population.mid_year = frame.reporting_year_start

),

with_denominator as (

    select
        *,
        case
            when is_share then max(counted_denominator) filter (where breakdown = 'all')
                over (partition by indicator_id, period_type, period_key)
            when kind = 'rate' then population
            when kind in ('percentage', 'mean') then counted_denominator
        end as denominator
    from joined

)

select
    results.indicator_id,
    results.period_type,
    results.period_key,
    results.period_start,
    results.period_end,
    results.breakdown,
    results.member,
    results.numerator,
    results.denominator,
    case results.kind
        when 'percentage' then 100 * results.numerator / nullif(results.denominator, 0)
        when 'rate' then 10000 * results.numerator / nullif(results.denominator, 0)
        when 'mean' then results.numerator / nullif(results.denominator, 0)
        else results.numerator
    end as value,
    results.excluded::integer as excluded,
    case
        when not results.has_completeness then 100
        else 100 * results.complete / nullif(results.expected, 0)
    end::numeric as completeness_pct,
    results.definition_version,
    as_at.data_as_at,
    as_at.known_at,
    results.denominator_source
from with_denominator as results
cross join {{ ref('int_as_at') }} as as_at
