#compdef flashcards
# Completion of `flashcards` for zsh. In ~/.zshrc:  eval "$(flashcards completion zsh)"
_flashcards() {
    local how line
    local -a values shown options
    {
        IFS= read -r how
        while IFS= read -r line; do
            values+=("${line%%$'\t'*}")
            shown+=("${${line#*$'\t'}[1,COLUMNS-1]}")
        done
    } < <(command flashcards __complete zsh "${(j: :)words[1,CURRENT-1]} $QIPREFIX$PREFIX" 2>/dev/null)
    if [[ $how == files ]]; then
        _files
        return
    fi
    [[ $how == stems ]] && options+=(-S '')
    [[ -n ${shown[(r)* -- *]} ]] && options+=(-l)
    compadd "${options[@]}" -d shown -a values
}
if [[ ${funcstack[1]} == _flashcards ]]; then
    _flashcards "$@"
else
    (( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
    compdef _flashcards flashcards
fi
