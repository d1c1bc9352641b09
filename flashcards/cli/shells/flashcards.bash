# Completion of `flashcards` for bash. In ~/.bashrc:  eval "$(flashcards completion bash)"
_flashcards() {
    local how word
    COMPREPLY=()
    {
        IFS= read -r how
        while IFS= read -r word; do COMPREPLY+=("$word"); done
    } < <(command flashcards __complete bash "${COMP_LINE:0:COMP_POINT}" "$2" 2>/dev/null)
    case $how in
        stems) compopt -o nospace ;;
        files) compopt -o default ;;
    esac 2>/dev/null  # bash before 4.0 has no compopt
}
complete -F _flashcards flashcards
