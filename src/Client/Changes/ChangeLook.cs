using Damon.Contracts.Rest.Changes;

namespace Damon.Client.Changes;

/// <summary>How kinds of changes are told apart.</summary>
public static class ChangeLook
{
    /// <summary>A sign for a kind.</summary>
    public static string Sign(ChangeKind kind) => kind switch
    {
        ChangeKind.Appeared => "+",
        ChangeKind.Grew => "↑",
        ChangeKind.Shrank => "↓",
        ChangeKind.Gone => "×",
        ChangeKind.Rate => "≈",
        ChangeKind.Exec => "»",
        _ => "↻",
    };

    /// <summary>A kind in a word.</summary>
    public static string Name(ChangeKind kind) => kind switch
    {
        ChangeKind.Exec => "other program",
        ChangeKind.Restart => "started again",
        ChangeKind.Rate => "access rate",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
