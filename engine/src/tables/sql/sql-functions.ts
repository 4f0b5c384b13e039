/**
 * The functions that a query may use: what they give depends on their arguments alone. Left out on
 * purpose: files, settings and hidden queries; the clock and chance (a verdict must repeat itself);
 * and whatever makes a huge value from a small one (`repeat`, `lpad`, `range` as a list, `format`).
 */
export const sqlFunctions: ReadonlySet<string> = new Set(
  `
  + - * / // % ** ^ & | << >> ~ ! || ~~ !~~ ~~* !~~* ~~~ -> ->> <-> <=> <@ @> && ^@ @ __postfix
  abs acos add asin atan atan2 bit_count cbrt ceil ceiling cos cot degrees divide even exp fdiv
  floor fmod gcd greatest isfinite isinf isnan lcm least ln log log10 log2 mod multiply nextafter
  nullif pi pow power radians round round_even sign signbit sin sqrt subtract tan trunc xor

  ascii bit_length char_length character_length chr concat concat_ws contains damerau_levenshtein
  editdist3 ends_with hamming hash ilike_escape instr jaccard jaro_similarity
  jaro_winkler_similarity lcase left left_grapheme len length length_grapheme levenshtein
  like_escape lower ltrim md5 mismatches nfc_normalize not_ilike_escape not_like_escape ord
  position prefix regexp_escape regexp_extract regexp_extract_all regexp_full_match
  regexp_matches regexp_replace regexp_split_to_array replace reverse right right_grapheme rtrim
  sha1 sha256 split split_part starts_with str_split str_split_regex string_split
  string_split_regex string_to_array strip_accents strlen strpos substr substring
  substring_grapheme suffix translate trim ucase unicode upper

  age century date_add date_diff date_part date_sub date_trunc datediff datepart datesub datetrunc
  day dayname dayofmonth dayofweek dayofyear decade epoch epoch_ms epoch_us era hour isodow isoyear
  julian last_day make_date make_time make_timestamp microsecond millennium millisecond minute
  month monthname quarter second strftime strptime time_bucket to_days to_hours to_microseconds
  to_milliseconds to_minutes to_months to_quarters to_seconds to_timestamp to_weeks to_years
  try_strptime week weekday weekofyear year yearweek

  array_contains array_distinct array_extract array_filter array_has array_has_all array_has_any
  array_indexof array_intersect array_length array_position array_reverse_sort array_slice
  array_sort array_transform array_unique array_value array_zip element_at filter flatten
  list_aggr list_aggregate list_any_value list_append list_apply list_avg list_concat
  list_contains list_count list_distinct list_element list_extract list_filter list_first list_has
  list_has_all list_has_any list_indexof list_intersect list_last list_max list_median list_min
  list_pack list_position list_prepend list_reduce list_reverse list_reverse_sort list_select
  list_slice list_sort list_sum list_transform list_unique list_value list_where list_zip reduce
  unnest

  cardinality map map_concat map_contains map_entries map_extract map_extract_value
  map_from_entries map_keys map_values row struct_concat struct_extract struct_extract_at
  struct_insert struct_keys struct_pack struct_values

  array_to_json from_json json json_array json_array_length json_contains json_exists json_extract
  json_extract_path json_extract_path_text json_extract_string json_group_array json_group_object
  json_keys json_merge_patch json_object json_quote json_structure json_transform json_type
  json_valid json_value row_to_json to_json

  constant_or_null error switch try typeof

  any_value approx_count_distinct approx_quantile arbitrary arg_max arg_min argmax argmin array_agg
  avg bit_and bit_or bit_xor bool_and bool_or corr count count_if count_star countif covar_pop
  covar_samp cume_dist dense_rank entropy favg first first_value fsum geomean geometric_mean
  group_concat histogram kahan_sum kurtosis lag last last_value lead list listagg mad max max_by
  mean median min min_by mode nth_value ntile percent_rank product quantile quantile_cont
  quantile_disc rank rank_dense regr_count regr_intercept regr_r2 regr_slope row_number sem
  skewness stddev stddev_pop stddev_samp string_agg sum sumkahan var_pop var_samp variance
  weighted_avg
  `
    .trim()
    .split(/\s+/),
);

/** The functions that may stand where a table stands. */
export const sqlTableFunctions: ReadonlySet<string> = new Set([
  'generate_series',
  'json_each',
  'json_tree',
  'range',
  'unnest',
]);
