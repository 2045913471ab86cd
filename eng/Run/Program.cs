using Damon.Run;
using Damon.Run.Arguments;
using Damon.Run.Databases;
using Damon.Run.Launching;
using Damon.Run.Looking;
using Damon.Run.Machine;
using Damon.Run.Processes;

using var pipes = new BrokenPipes();
var screen = Screen.OfThisProcess();
var layout = Layout.OfThisProgram();
var launch = new Launch(screen, layout, TimeProvider.System);
var looks = new Looks(screen, layout, TimeProvider.System);
var databases = new DatabaseCommand(layout, Environment.GetEnvironmentVariables());
var arguments = new RunArguments(screen, launch.RunAsync, looks.TopAsync, looks.ReportAsync, databases.RunAsync, pid => Directory.Exists($"/proc/{pid}"));
return await arguments.InvokeAsync(args);
