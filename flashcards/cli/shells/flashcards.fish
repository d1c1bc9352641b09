# Completion of `flashcards` for fish. In ~/.config/fish/config.fish:  flashcards completion fish | source
function __flashcards_complete
    set -l words (command flashcards __complete fish (commandline -cp | string collect) 2>/dev/null)
    set -l how $words[1]
    set -e words[1]
    switch "$how"
        case files
            __fish_complete_path (commandline -ct)
        case words stems
            printf '%s\n' $words
    end
end
complete -c flashcards -f -a '(__flashcards_complete)'
