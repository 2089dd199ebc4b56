-- One mark a request, each with an identifier of its own.
local workshop, enrolments, sessions, token
local count = 0

function setup(thread)
  thread:set("seed", tostring(thread))
end

function init(args)
  local file = assert(io.open(args[1]))
  workshop = file:read("*l")
  sessions = {}
  for id in file:read("*l"):gmatch("%S+") do sessions[#sessions + 1] = id end
  token = file:read("*l")
  enrolments = {}
  for line in file:lines() do enrolments[#enrolments + 1] = line end
  math.randomseed(os.time() + #tostring(seed) + tonumber(tostring(seed):match("%x+$"), 16) % 1000003)
end

local statuses = { "present", "late", "absent", "excused", "left_early" }

function request()
  count = count + 1
  local id = string.format("01900000-%04x-7%03x-8%03x-%06x%06x", math.random(0, 65535), math.random(0, 4095),
    math.random(0, 4095), math.random(0, 16777215), count)
  local body = string.format(
    '{"events":[{"id":"%s","enrolment":"%s","session":"%s","status":"%s","device_time":"2026-11-24T08:30:00Z"}]}',
    id, enrolments[count % #enrolments + 1], sessions[math.random(#sessions)], statuses[count % 5 + 1])
  return wrk.format("POST", "/api/v1/workshops/" .. workshop .. "/attendance/events",
    { ["Content-Type"] = "application/json", ["Authorization"] = "Bearer " .. token }, body)
end

local wrong = 0
function response(status, _, body)
  if status ~= 200 or not body:find('"kept"', 1, true) then wrong = wrong + 1 end
end

function done(summary, latency)
  io.write(string.format("RESULT %.0f %.1f %.1f %d\n", summary.requests / (summary.duration / 1e6),
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, summary.errors.status))
end
