-- An independent client, Neovim's own, speaks with the server: push diagnostics, hover, code actions, incremental sync.
-- Run headless: nvim --headless --clean -u NONE -c 'luafile test/neovim/check.lua'
-- HENCE_SERVER: the command line of the server. HENCE_FILE: a copy of the text whose second step is wrong.
local file = vim.env.HENCE_FILE

local function say(name, value)
  io.stdout:write(vim.json and vim.json.encode({ name, value }) or vim.fn.json_encode({ name, value }))
  io.stdout:write('\n')
end

local function severities()
  local list = vim.tbl_map(function(d) return d.severity end, vim.diagnostic.get(0))
  table.sort(list)
  return list
end

local function await(what, test)
  assert(vim.wait(15000, test, 20), 'timed out: ' .. what)
end

local function position_of(needle)
  for number, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
    local at = line:find(needle, 1, true)
    if at then return { line = number - 1, character = at - 1 } end
  end
  error(needle .. ' is not in the buffer')
end

local ok, why = pcall(function()
  vim.cmd('edit ' .. vim.fn.fnameescape(file))
  vim.bo.filetype = 'markdown'
  local id = vim.lsp.start_client({
    name = 'hence',
    cmd = vim.split(vim.env.HENCE_SERVER, ' '),
    root_dir = vim.fn.fnamemodify(file, ':h'),
    settings = { hence = { maxProblems = 50 } },
    on_init = function(client) client.notify('workspace/didChangeConfiguration', { settings = client.config.settings }) end,
  })
  assert(id, 'the server did not start')
  vim.lsp.buf_attach_client(0, id)
  local document = vim.lsp.util.make_text_document_params()
  local function ask(method, params)
    local answers = assert(vim.lsp.buf_request_sync(0, method, vim.tbl_extend('force', { textDocument = document }, params), 10000))
    local answer = assert(answers[id], method .. ' was not answered')
    assert(not answer.error, vim.inspect(answer.error))
    return answer.result
  end

  await('diagnostics', function() return #vim.diagnostic.get(0) == 2 end)
  say('severities', severities())
  local root = vim.tbl_filter(function(d) return d.severity == vim.diagnostic.severity.ERROR end, vim.diagnostic.get(0))[1]
  say('root', { line = root.lnum + 1, source = root.source, message = root.message })

  local place = position_of('36 - 5')
  say('hover', ask('textDocument/hover', { position = place }).contents.value)
  say('symbols', #ask('textDocument/documentSymbol', {})[1].children)

  local actions = ask('textDocument/codeAction', { range = { start = place, ['end'] = place }, context = { diagnostics = {} } })
  say('actions', vim.tbl_map(function(action) return action.title end, actions))
  local fix = vim.tbl_filter(function(action) return vim.startswith(action.title, 'Correct this step') end, actions)[1]
  vim.lsp.util.apply_workspace_edit(fix.edit, 'utf-16')
  await('the correction', function() return not vim.tbl_contains(severities(), vim.diagnostic.severity.ERROR) end)
  say('corrected', vim.api.nvim_buf_get_lines(0, place.line, place.line + 1, false)[1])

  -- A keystroke: an incremental change, held back for a moment, then pushed.
  local first = position_of('36$')
  vim.api.nvim_buf_set_text(0, first.line, first.character, first.line, first.character + 2, { '37' })
  await('the new mistake', function() return vim.tbl_contains(severities(), vim.diagnostic.severity.ERROR) end)
  say('mistake', vim.tbl_map(function(d) return d.lnum + 1 end, vim.diagnostic.get(0, { severity = vim.diagnostic.severity.ERROR })))

  vim.lsp.stop_client(id)
  await('the end', function() return vim.lsp.client_is_stopped(id) end)
end)
say(ok and 'done' or 'failed', ok and true or tostring(why))
vim.cmd(ok and 'qall!' or 'cquit! 1')
