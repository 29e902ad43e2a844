-- One page as a reader's browser shows it: loaded, settled, its consent given, its listing walked down.
-- It answers with what is there when its time is up: a page that never ends is still a page.

-- Splash's sandbox leaves of Lua's patterns only string.find.

local function host_of(url)
  local _, _, host = url:find("^%a[%w+.-]*://([^/?#]*)")
  host = host or ""
  local _, at = host:find("^.*@")
  if at then host = host:sub(at + 1) end
  local colon = host:find(":%d*$")
  if colon then host = host:sub(1, colon - 1) end
  return host:lower()
end

local function path_of(url)
  local stop = url:find("[?#]")
  return (stop and url:sub(1, stop - 1) or url):lower()
end

local function is_inner(host, own)
  if host == own then return false end
  local _, _, last = host:find("([^.]*)%.?$")
  -- a host that ends in a number is an address, however it is spelled (WHATWG, URL, 3.5)
  return not host:find("%.") or last:find("^%d+$") or last:find("^0x%x*$") or host:find("[%[%]:]")
end

local function is_below(host, name)
  return host == name or host:sub(-#name - 1) == "." .. name
end

local function is_unwanted(url, own, args)
  if url:find("^data:") or url:find("^blob:") or url:find("^about:") then return false end
  local path = path_of(url)
  for _, ending in ipairs(args.endings) do
    if path:sub(-#ending) == ending then return true end
  end
  local host = host_of(url)
  for _, tracker in ipairs(args.trackers) do
    if is_below(host, tracker) and not is_below(own, tracker) then return true end
  end
  return is_inner(host, own)
end

local function has_document(splash)
  local entries = splash:history()
  local last = entries[#entries]
  return last ~= nil and (last.response.status or 0) > 0
end

function main(splash, args)
  local own = host_of(args.url)
  local left = args.seconds
  splash.images_enabled = false
  splash.plugins_enabled = false
  splash.html5_media_enabled = false
  splash.resource_timeout = args.seconds
  splash:on_request(function(request)
    if is_unwanted(request.url, own, args) then request:abort() end
  end)

  local function pause(seconds)
    left = left - seconds
    return splash:wait(seconds)
  end

  local function act(name)
    local ok, answer = pcall(function() return splash:evaljs(args.page .. "(" .. args.words .. ")." .. name .. "()") end)
    return ok and answer
  end

  -- until what there is to read has stood still for a while
  local function settle()
    local before, still = -1, 0
    while left > 0 and still < 3 do
      local size = act("size")
      if size == before and size ~= 0 then still = still + 1 else before, still = size, 0 end
      pause(0.25)
    end
    return before
  end

  local error = nil
  local finished = splash:with_timeout(function()
    local ok, reason = splash:go{args.url, headers = args.headers}
    if not ok then error = reason end
  end, left * 0.7)
  if not finished then left = left * 0.3 end
  -- an error may be that of a frame which was not loaded: the document is there all the same
  if error == nil or has_document(splash) then
    local size = settle()
    if act("acceptConsent") then size = settle() end
    for _ = 1, args.more do
      if left <= 0 then break end
      local pressed = act("bringMore")
      local larger = settle()
      if larger == size and not pressed then break end
      size = larger
    end
  end

  local entries = splash:history()
  local last = entries[#entries]
  return {
    html = splash:html(),
    url = splash:url(),
    error = error,
    finished = finished,
    asked = last and last.request.url,
    status = last and last.response.status,
    headers = last and last.response.headers,
  }
end
