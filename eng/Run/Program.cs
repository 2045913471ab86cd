using Damon.Run;
using Damon.Run.Arguments;
using Damon.Run.Launching;
using Damon.Run.Looking;
using Damon.Run.Machine;
using Damon.Run.Processes;

using var pipes = new BrokenPipes();
var screen = Screen.OfThisProcess();
var layout = Layout.OfThisProgram();
var launch = new Launch(screen, layout, TimeProvider.System);
var looks = new Looks(screen, layout, TimeProvider.System);
var arguments = new RunArguments(screen, launch.RunAsync, looks.TopAsync, looks.ReportAsync, pid => Directory.Exists($"/proc/{pid}"));
return await arguments.InvokeAsync(args);
