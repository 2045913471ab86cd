namespace Damon.Server.Integrity;

/// <summary>What is done with the history as a whole, while a server writes it or while none does.</summary>
internal interface IHistoryFile
{
    /// <summary>Copies everything that is stored into a new file, which is whole alone.</summary>
    /// <param name="file">Where; nothing may be there.</param>
    /// <returns>Bytes of the copy.</returns>
    /// <exception cref="IOException">It could not be done, and nothing is left of it; the message is a sentence.</exception>
    long Backup(string file);

    /// <summary>Reads everything that is stored and looks for damage, piece by piece: between two of them nothing is held.</summary>
    /// <param name="structure">Whether the structure of the large tables is looked at, too, each in one long step.</param>
    /// <returns>For each piece what is wrong with it; null when it is sound.</returns>
    IEnumerable<HistoryFault?> Check(bool structure);
}
