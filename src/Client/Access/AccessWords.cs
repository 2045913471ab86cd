using System.Globalization;
using Damon.Contracts.Rest.Access;
using Damon.Model.Access;

namespace Damon.Client.Access;

/// <summary>How sign-ins and what they have done are told.</summary>
public static class AccessWords
{
    /// <summary>A time by the reader's clock.</summary>
    public static string Clock(TimeProvider time, DateTimeOffset at)
        => TimeZoneInfo.ConvertTime(at, time.LocalTimeZone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>Who did something.</summary>
    public static string Who(AuditEntry entry) => (entry.Role, entry.SignIn) switch
    {
        (null, _) => "nobody known",
        (var role, null) => $"{Name(role.Value)}, by token",
        (var role, var signIn) => $"{Name(role.Value)}, sign-in {signIn}",
    };

    /// <summary>What was done, or tried.</summary>
    public static string What(AuditEntry entry) => entry.Action switch
    {
        "start" => "start a session",
        "stop" => "stop a session",
        "change" => "change a session's attributes",
        "annotate" => "rename or annotate a session",
        "delete" => "delete a session",
        "import" => "import a record",
        "openLens" => "look at every page",
        "closeLens" => "end the look at every page",
        "measureCost" => "measure costs",
        "signIn" => "sign in",
        "signOut" => "sign out",
        "endSignIn" => "end a sign-in",
        "wrongToken" => "show a wrong token",
        var other => other,
    };

    /// <summary>What came of it.</summary>
    public static string Result(AuditEntry entry) => entry.Status < 400 ? "done" : string.Create(CultureInfo.InvariantCulture, $"refused ({entry.Status})");

    /// <summary>A role by its name.</summary>
    public static string Name(AccessRole role) => role == AccessRole.Operator ? "operator" : "viewer";
}
