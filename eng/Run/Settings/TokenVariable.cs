using System.Collections;

namespace Damon.Run.Settings;

/// <summary>The token in the environment: the server gets it, everything else must not.</summary>
internal static class TokenVariable
{
    /// <summary>Its name for the server.</summary>
    public static string Name { get; } = ServerSettings.VariableOf(RunSettings.TokenKey);

    /// <summary>Takes it, however it is spelled, out of the environment that our processes inherit.</summary>
    public static void Remove()
    {
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            if (Name.Equals((string)variable.Key, StringComparison.OrdinalIgnoreCase))
            {
                Environment.SetEnvironmentVariable((string)variable.Key, null);
            }
        }
    }
}
