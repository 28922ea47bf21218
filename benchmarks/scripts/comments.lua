-- Posts comments to the addresses of a file, one a line in turn, as the form of the site does. Each
-- comment has a text, a name and an address of its own; ROUND keeps those of two runs apart:
--   wrk -s comments.lua URL -- FILE ROUND
local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init(arguments)
  paths, round, sent = {}, arguments[2], 0
  for path in io.lines(arguments[1]) do
    paths[#paths + 1] = path
  end
  wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
  wrk.headers["Sec-Fetch-Site"] = "same-origin"
end

function request()
  sent = sent + 1
  local who = round .. "." .. number .. "." .. sent
  local body = "name=Reader+" .. who .. "&email=reader." .. who .. "%40reader.example&website=&parent="
    .. "&body=Thank+you+for+this+article,+says+reader+" .. who .. ".%0A%0A"
    .. "My+mother+asked+her+doctor+about+the+second+point,+and+he+said+much+the+same.+What+helped"
    .. "+her+most+was+going+to+bed+at+the+same+hour+every+day,+and+a+walk+before+breakfast."
  return wrk.format("POST", paths[(sent + number) % #paths + 1], nil, body)
end
