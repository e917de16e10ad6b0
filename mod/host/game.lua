-- As much of the game as mod/emit.ts needs, for a plain Lua 5.2. Commands come in as Lua by `step`; what the mod logs goes
-- out. Packing is asked of whoever drives this: `step` answers "pack" and the text, and wants the packed text next.
storage = {}
seconds = 0
helpers = {}

local lines = {}
local running

function log(text)
  local here = debug.getinfo(2, "Sl")
  lines[#lines + 1] = string.format("%8.3f Script %s:%d: %s", seconds, here.source, here.currentline, text)
end

local escapes = { ['"'] = '\\"', ["\\"] = "\\\\", ["\b"] = "\\b", ["\f"] = "\\f", ["\n"] = "\\n", ["\r"] = "\\r", ["\t"] = "\\t" }

local function quoted(text)
  return '"' .. string.gsub(text, '[%c"\\]', function(c)
    if c == "\127" then return c end
    return escapes[c] or string.format("\\u%04x", string.byte(c))
  end) .. '"'
end

local function number(value)
  if value == math.floor(value) and math.abs(value) < 1e15 then return string.format("%.0f", value) end
  for digits = 15, 17 do
    local text = string.format("%." .. digits .. "g", value)
    if tonumber(text) == value then return text end
  end
end

local json
local function list(value)
  local parts = {}
  for i = 1, #value do parts[i] = json(value[i]) end
  return "[" .. table.concat(parts, ",") .. "]"
end

local function record(value)
  local keys = {}
  for key in pairs(value) do keys[#keys + 1] = key end
  table.sort(keys)
  for i, key in ipairs(keys) do keys[i] = quoted(key) .. ":" .. json(value[key]) end
  return "{" .. table.concat(keys, ",") .. "}"
end

function json(value)
  local kind = type(value)
  if kind == "string" then return quoted(value) end
  if kind == "number" then return number(value) end
  if kind == "boolean" then return tostring(value) end
  if next(value) == nil then return "{}" end
  if value[1] ~= nil then return list(value) end
  return record(value)
end

function helpers.table_to_json(value)
  assert(type(value) == "table", "table_to_json takes a table")
  return json(value)
end

function helpers.encode_string(text)
  return coroutine.yield(text)
end

-- Goes on with the command that waits for a packed text, or begins the one handed in.
function step(input)
  if not running then
    running = coroutine.create(assert(load(input, "=command")))
    input = nil
  end
  local ok, value = coroutine.resume(running, input)
  if not ok then
    running = nil
    return "fail" .. tostring(value)
  end
  if coroutine.status(running) == "suspended" then return "pack" .. value end
  running = nil
  local answer = "done" .. (value or table.concat(lines, "\n"))
  lines = {}
  return answer
end
