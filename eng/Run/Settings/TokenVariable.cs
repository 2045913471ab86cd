using System.Collections;

namespace Damon.Run.Settings;

/// <summary>The tokens in the environment: the server gets them, everything else must not.</summary>
internal static class TokenVariable
{
    /// <summary>The operators' by its name for the server.</summary>
    public static string Name { get; } = ServerSettings.VariableOf(RunSettings.TokenKey);

    /// <summary>The viewers' by its name for the server.</summary>
    public static string ViewerName { get; } = ServerSettings.VariableOf(RunSettings.ViewerTokenKey);

    /// <summary>Takes them, however they are spelled, out of the environment that our processes inherit.</summary>
    public static void Remove()
    {
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            var name = (string)variable.Key;
            if (Name.Equals(name, StringComparison.OrdinalIgnoreCase) || ViewerName.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                Environment.SetEnvironmentVariable(name, null);
            }
        }
    }
}
