/** What each shell has to know: a function that asks the command itself, which prints what may follow. */

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

/** The first line of an answer says whether the shell completes paths by itself; the others are words. */
export const scripts: { readonly [shell in Shell]: string } = {
  bash: `# connect-sync in bash: source <(connect-sync completion bash)
_connect_sync() {
  local line sort=""
  COMPREPLY=()
  while IFS= read -r line; do
    if [ -z "$sort" ]; then
      sort="$line"
    else
      printf -v line '%q' "$line"
      COMPREPLY+=("$line")
    fi
  done < <("\${COMP_WORDS[0]}" __complete "\${COMP_WORDS[@]:1:COMP_CWORD}" 2> /dev/null)
  if [ "$sort" = files ]; then
    compopt -o default 2> /dev/null
  fi
}
complete -F _connect_sync connect-sync
`,
  zsh: `#compdef connect-sync
# connect-sync in zsh: source <(connect-sync completion zsh), after compinit; or as the file _connect-sync in your fpath
_connect_sync() {
  local -a lines
  lines=("\${(@f)$("\${words[1]}" __complete "\${(@)words[2,CURRENT]}" 2> /dev/null)}")
  if [[ "\${lines[1]}" == files ]]; then
    _files
  elif (( \${#lines} > 1 )); then
    compadd -- "\${(@)lines[2,-1]}"
  fi
}
if [[ "\${funcstack[1]}" == _connect-sync ]]; then
  _connect_sync "$@"
else
  compdef _connect_sync connect-sync
fi
`,
  fish: `# connect-sync in fish: connect-sync completion fish | source
function __connect_sync_complete
    set -l words (commandline -opc) (commandline -ct)
    set -l lines (command $words[1] __complete $words[2..-1] 2> /dev/null)
    if test "$lines[1]" = files
        __fish_complete_path (commandline -ct)
    else if test (count $lines) -gt 1
        printf '%s\\n' $lines[2..-1]
    end
end
complete -c connect-sync -f -a '(__connect_sync_complete)'
`,
};
