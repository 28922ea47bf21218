-- Asks for the paths of a file, one a line, each thread in turn from another place:
--   wrk -s pages.lua URL -- FILE
local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init(arguments)
  requests = {}
  for path in io.lines(arguments[1]) do
    requests[#requests + 1] = wrk.format("GET", path)
  end
  turn = math.floor(number * #requests / 2)
end

function request()
  turn = turn % #requests + 1
  return requests[turn]
end
