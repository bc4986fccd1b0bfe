// Times the peer engine (@open3cl/engine, installed in the folder of argv[2]) on the DPE files named on stdin.
// Prints one JSON line: CPU milliseconds a computation, on a parsed DPE and from its XML text, garbage collection included.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';

const root = path.resolve(process.argv[2]);
const installed = path.join(root, 'node_modules/@open3cl/engine');
const engine = await import(pathToFileURL(path.join(installed, 'index.js')).href);
const { xmlParser } = await import(pathToFileURL(path.join(installed, 'utils.js')).href);

const rounds = Number(process.argv[3] ?? 3);
const print = console.log;
// The shared samples carry the administrative facts beside `logement`; the peer looks for them in `administratif`.
const prepared = (text) => {
  const { dpe } = xmlParser.parse(text);
  dpe.administratif ??= {
    enum_modele_dpe_id: String(dpe.enum_modele_dpe_id),
    enum_version_id: String(dpe.enum_version_id),
    date_etablissement_dpe: String(dpe.date_etablissement_dpe),
  };
  return dpe;
};
for (const name of ['log', 'warn', 'error', 'info']) console[name] = () => {};

const texts = readFileSync(0, 'utf8').trim().split('\n').map((file) => {
  const bytes = readFileSync(file);
  return (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString('utf8');
});

const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const timed = { whole: [], computing: [] };
let refused = 0;
for (let round = 0; round <= rounds; round += 1) {
  for (const text of texts) {
    const start = cpu();
    const dpe = prepared(text);
    const ready = cpu();
    let answer = null;
    try {
      answer = engine.calcul_3cl(dpe);
    } catch {
      answer = null;
    }
    const end = cpu();
    if (round === 0) continue; // the first round warms the compiler up
    if (!answer) refused += 1;
    timed.computing.push(end - ready);
    timed.whole.push(end - start);
  }
}
const median = (values) => values.sort((one, other) => one - other)[Math.floor(values.length / 2)];
const mean = (values) => values.reduce((sum, ms) => sum + ms, 0) / values.length;
print(JSON.stringify({
  version: engine.getVersion(),
  files: texts.length,
  refused: refused / rounds,
  mean_ms: mean(timed.computing),
  median_ms: median(timed.computing),
  with_xml_mean_ms: mean(timed.whole),
  with_xml_median_ms: median(timed.whole),
}));
