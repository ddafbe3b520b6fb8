{# Bands and groupings of codes (metric catalogue, section 2 and C12 to C15), each in one place. #}

{# Age bands of children looked after, and of leavers. #}
{% macro age_band(age) -%}
  case
    when {{ age }} is null then 'unknown'
    when {{ age }} < 1 then 'under_1'
    when {{ age }} < 5 then '1_to_4'
    when {{ age }} < 10 then '5_to_9'
    when {{ age }} < 16 then '10_to_15'
    else '16_and_over'
  end
{%- endmacro %}

{# Age bands of children on plans: the unborn are a band of their own (C08). #}
{% macro age_band_with_unborn(is_unborn, age) -%}
  case when {{ is_unborn }} then 'unborn' else {{ age_band(age) }} end
{%- endmacro %}

{# C12: exclusive groups of SSDA903 legal statuses. #}
{% macro legal_status_group(code) -%}
  case
    when {{ code }} in ('C1', 'C2') then 'care_order'
    when {{ code }} in ('E1', 'D1') then 'placement_order'
    when {{ code }} = 'V2' then 'section_20'
    when {{ code }} in ('L1', 'L2', 'L3') then 'child_protection_detention'
    when {{ code }} in ('J1', 'J2', 'J3') then 'youth_justice'
    when {{ code }} in ('V3', 'V4') then 'short_breaks'
    else 'unknown'
  end
{%- endmacro %}

{# C13, mapping of 2016: Chinese lies in Other ethnic groups. #}
{% macro ethnic_group(code) -%}
  case
    when {{ code }} in ('WBRI', 'WIRI', 'WOTH', 'WIRT', 'WROM') then 'white'
    when {{ code }} in ('MWBC', 'MWBA', 'MWAS', 'MOTH') then 'mixed'
    when {{ code }} in ('AIND', 'APKN', 'ABAN', 'AOTH') then 'asian'
    when {{ code }} in ('BCRB', 'BAFR', 'BOTH') then 'black'
    when {{ code }} in ('CHNE', 'OOTH') then 'other_ethnic_group'
    else 'not_obtained'
  end
{%- endmacro %}

{# Why a child ceased to be looked after, from the SSDA903 reason. #}
{% macro ceased_reason_group(code) -%}
  case
    when {{ code }} in ('E11', 'E12') then 'adopted'
    when {{ code }} = 'E4A' then 'returned_home_planned'
    when {{ code }} = 'E4B' then 'returned_home_unplanned'
    when {{ code }} = 'E13' then 'relatives_without_responsibility'
    when {{ code }} = 'E41' then 'child_arrangements_order'
    when {{ code }} in ('E43', 'E45', 'E46') then 'guardianship_former_carer'
    when {{ code }} in ('E44', 'E47', 'E48') then 'guardianship_other_carer'
    when {{ code }} = 'E5' then 'independent_supported'
    when {{ code }} = 'E6' then 'independent_unsupported'
    when {{ code }} = 'E7' then 'adult_social_care'
    when {{ code }} = 'E9' then 'custody'
    when {{ code }} = 'E14' then 'remand_ended'
    when {{ code }} = 'E17' then 'remained_with_carers'
    when {{ code }} = 'E3' then 'other_authority'
    when {{ code }} = 'E2' then 'died'
    when {{ code }} = 'E15' then 'age_assessed_adult'
    when {{ code }} = 'E16' then 'moved_abroad'
    when {{ code }} = 'E8' then 'other_reason'
    else 'unknown'
  end
{%- endmacro %}

{# Length of a child protection plan in whole months, in the bands of the annual report. #}
{% macro plan_duration_band(months) -%}
  case
    when {{ months }} < 3 then '0_to_2_months'
    when {{ months }} < 6 then '3_to_5_months'
    when {{ months }} < 12 then '6_to_11_months'
    when {{ months }} < 24 then '12_to_23_months'
    when {{ months }} < 36 then '24_to_35_months'
    else '36_months_and_over'
  end
{%- endmacro %}

{# The same in DfE's bands (CIN D5, D7): "3 months or less" includes the day three months on. #}
{% macro plan_duration_band_dfe(start_date, end_date) -%}
  case
    when {{ end_date }} <= {{ add_months(start_date, 3) }} then 'to_3_months'
    when {{ end_date }} <= {{ add_months(start_date, 6) }} then 'over_3_to_6_months'
    when {{ end_date }} < {{ add_months(start_date, 12) }} then 'over_6_months_to_1_year'
    when {{ end_date }} < {{ add_months(start_date, 24) }} then '1_to_2_years'
    else '2_years_and_over'
  end
{%- endmacro %}

{# How late a review is, in working days; a review held on the weekend after is none late. #}
{% macro late_band(working_days) -%}
  case
    when {{ working_days }} <= 5 then 'to_5_working_days'
    when {{ working_days }} <= 20 then '6_to_20_working_days'
    else 'over_20_working_days'
  end
{%- endmacro %}

{# C08: unborn at a date, as far as is known: no date of birth yet, or one that lies ahead. #}
{% macro is_unborn_at(child, date) -%}
  coalesce(
        {{ child }}.date_of_birth > {{ date }}
        or ({{ child }}.date_of_birth is null and {{ child }}.expected_date_of_birth is not null),
        false
    )
{%- endmacro %}

{# A group given in words, as a code: "Right service, right time" becomes right_service_right_time. #}
{% macro slug(words) -%}
  btrim(regexp_replace(replace(lower({{ words }}), '&', ' and '), '[^a-z0-9]+', '_', 'g'), '_')
{%- endmacro %}
