// The State's public model of aids (npm mesaidesreno, engine publicodes) on a file of situations.
// node public_model.mjs PACKAGES MODEL SITUATIONS: one JSON object a line on stdout, then the times on the last line.
// SITUATIONS: {"inputs": {key: rule}, "outputs": {key: rule}, "rows": [entries]}

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const [packages, modelPath, situationsPath] = process.argv.slice(2)
const load = createRequire(join(packages, 'index.js'))
const loaded = load('publicodes')
const Engine = loaded.default ?? loaded
const rules = JSON.parse(readFileSync(modelPath, 'utf8'))
const { inputs, outputs, rows } = JSON.parse(readFileSync(situationsPath, 'utf8'))

const silent = { log() {}, warn() {}, error() {} }
const started = performance.now()
const engine = new Engine(rules, { logger: silent, allowOrphanRules: true })
const parsed = performance.now() - started

function written(value) {
  if (value === true) return 'oui'
  if (value === false) return 'non'
  return typeof value === 'number' ? value : `'${value}'`
}

const asked = Object.entries(outputs).filter(([, rule]) => rule in rules)
const times = []
for (const entries of rows) {
  const situation = {}
  for (const [key, value] of Object.entries(entries)) {
    const rule = inputs[key]
    if (rule && rule in rules && value !== null) situation[rule] = written(value)
  }
  const start = performance.now()
  engine.setSituation(situation)
  const found = {}
  for (const [key, rule] of asked) found[key] = engine.evaluate(rule).nodeValue ?? null
  times.push(performance.now() - start)
  console.log(JSON.stringify(found))
}
console.log(JSON.stringify({ parsed_ms: parsed, times_ms: times }))
