// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2
//
// Reads slips with npos (commands, pictures) and iconv-lite (letters). JSON in, JSON out:
// {"slots": {"16": "cp1252"}, "slips": ["<base64>"]} → one object a slip, or {"error": "…"}.
'use strict'

const Parser = require('npos/lib/parser')
const rules = require('npos/lib/parser/rules')
const symbols = require('npos/lib/parser/symbols')
const raster = require('npos/lib/codecs/raster')
const iconv = require('iconv-lite')

// npos 0.1.19 knows the symbols of GS ( k by its older name only; its own length rule is the right one.
rules[symbols.GS]['(k'] = [0, 'd16']

function picture (raw, node) {
  const image = raster.decode(raw, { offset: node.offset })
  const bits = Buffer.alloc(image.width * image.height / 8)
  for (let y = 0; y < image.height; y++) {
    for (let x = 0; x < image.width; x++) {
      const at = y * image.width + x
      if (image.getPixel(x, y) === 0) bits[at >> 3] |= 0x80 >> (at & 7)
    }
  }
  return { width: image.width, rows: image.height, dots: bits.toString('base64') }
}

function read (raw, slots) {
  const ast = new Parser(rules).analyze(raw)
  if (ast.error) return { error: ast.error.message }
  const seen = { commands: [], lines: [], pictures: [], codes: [], cuts: 0 }
  let encoding = slots[0]
  let line = ''
  let symbol = null
  const write = text => {
    const parts = (line + text).split('\n')
    line = parts.pop()
    seen.lines.push(...parts)
  }
  for (const node of ast.tree) {
    const bytes = raw.slice(node.offset, node.offset + node.length)
    const name = node.ascii === 'STX' ? 'text' : node.ascii + ' ' + node.fn
    seen.commands.push(name)
    switch (name) {
      case 'text':
        if (bytes.some(byte => byte < 0x20 && byte !== 0x0a)) return { error: 'control bytes in text: ' + bytes.toString('hex') }
        if (!iconv.encodingExists(encoding)) return { error: 'no code page ' + encoding }
        write(iconv.decode(bytes, encoding))
        break
      case 'ESC @': encoding = slots[0]; break
      case 'ESC t': encoding = slots[bytes[2]] || 'slot ' + bytes[2]; break
      case 'ESC $': write(' '); break
      case 'GS v0': seen.pictures.push(picture(raw, node)); break
      case 'GS V': seen.cuts++; break
      case 'GS (k':
        if (bytes[6] === 80) symbol = bytes.slice(8).toString('utf8')
        if (bytes[6] === 81) seen.codes.push(symbol)
        break
    }
  }
  if (line) seen.lines.push(line)
  seen.last = seen.commands[seen.commands.length - 1]
  return seen
}

const job = JSON.parse(require('fs').readFileSync(0, 'utf8'))
process.stdout.write(JSON.stringify(job.slips.map(slip => read(Buffer.from(slip, 'base64'), job.slots))))
