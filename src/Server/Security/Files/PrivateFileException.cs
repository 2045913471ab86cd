namespace Damon.Server.Security.Files;

/// <summary>A private file that cannot be trusted.</summary>
/// <param name="what">What is wrong with it, to stand behind its path.</param>
internal sealed class PrivateFileException(string what) : Exception(what);
