-- How another mod speaks on a channel of its own, and hears what is sent to it from outside.

-- Out: every peer calls it alike, so only from events, never from what one peer alone knows.
script.on_event(defines.events.on_rocket_launched, function(event)
  remote.call("factoscope", "emit", "example", { rockets = 1, tick = event.tick })
end)

-- In: the event's number is asked for anew at every launch, for it is not the same in every game. `remote` may be called
-- from on_init and on_load on; a mod that depends on factoscope is loaded after it.
local function subscribe()
  script.on_event(remote.call("factoscope", "message_event"), function(event)
    if event.channel ~= "example" then return end
    game.print({ "", "example: ", helpers.table_to_json({ event.data }) })
    -- And an answer, which the site shows among the channels.
    remote.call("factoscope", "emit", "example", { heard = event.data })
  end)
end
script.on_init(subscribe)
script.on_load(subscribe)
