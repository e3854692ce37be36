@echo off
rem Starts Assay on Windows. Untested there; Linux is what Assay is tested on.
rem It does not build itself: run "mvn -DskipTests package" first in a clone.
setlocal
set "ROOT=%~dp0"
if exist "%ROOT%lib" (set "DIST=%ROOT%") else (set "DIST=%ROOT%cli\target\dist\")
if not exist "%DIST%lib" (
    echo Assay is not built yet. To fix: mvn -DskipTests package 1>&2
    exit /b 4
)
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java.exe"
"%JAVA%" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xss512k -Xmx320m -Dfile.encoding=UTF-8 %ASSAY_OPTS% "-Dassay.home=%DIST%." -cp "%DIST%lib\*" dev.assay.cli.Main %*
exit /b %ERRORLEVEL%
