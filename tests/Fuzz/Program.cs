using Damon.Fuzz;

try
{
    return FuzzCommand.Run(args);
}
catch (FormatException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
