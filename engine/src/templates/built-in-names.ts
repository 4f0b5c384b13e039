const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Names of the filters every template has; dialect `dakora` has `yaml` besides. */
export const filterNames: readonly string[] = words(`
  abs attr batch capitalize center count d default dictsort e escape filesizeformat first float
  forceescape format groupby indent int items join last length list lower map max min pprint reject
  rejectattr replace reverse round safe select selectattr slice sort string striptags sum title
  tojson trim truncate unique upper urlencode urlize wordcount wordwrap xmlattr`);

/** Names of the tests every template has. */
export const testNames: readonly string[] = words(`
  != < <= == > >= boolean callable defined divisibleby eq equalto escaped even false filter float
  ge greaterthan gt in integer iterable le lessthan lower lt mapping ne none number odd sameas
  sequence string test true undefined upper`);

/** Names every template can read without declaring them. */
export const globalNames: readonly string[] = words('range dict cycler joiner namespace');
