using Microsoft.JSInterop;

namespace Damon.Client.Layout;

/// <summary>Hands a text to the browser as a file to save.</summary>
public static class FileDownload
{
    /// <summary>Saves a file.</summary>
    /// <param name="script">The browser.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="type">Its media type.</param>
    /// <param name="text">What is in it.</param>
    /// <returns>Why the browser did not save it; null when it did.</returns>
    public static async Task<string?> SaveAsync(IJSRuntime script, string name, string type, string text)
    {
        try
        {
            await using var module = new ScriptModule(script, "./damon-download.js");
            await module.CallAsync("save", name, type, text);
            return null;
        }
        catch (JSException fault)
        {
            return fault.Message;
        }
    }
}
