select clinician_id,
       year(encounter_date) * 12 + month(encounter_date) - 1 as period,
       sum(bp_ok) as numerator,
       count(*)::double as denominator
from read_parquet('{file}')
where hypertension in ('yes') and age_band in ('18-64', '65-79', '80+') and bp_ok is not null
group by all
order by all
